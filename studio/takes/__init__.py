"""What has been heard: Takes, under the key of the Recipe that made them."""
