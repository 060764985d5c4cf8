"""The window of Dialogue Studio: Qt widgets over the parts that `studio.studio` owns."""
