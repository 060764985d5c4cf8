// Between Floors
-> lift

=== lift ===
// A lurch. The light flickers. Silence.
Ida: Was that us or the building? #id:bf001
Wren: That was us. #id:bf002
Pell: It does this. You press the third one twice and -- #id:bf003
Ida: Please stop pressing things. #id:bf004
Pell: I have been reviewing this house for thirty years. I know its lift. #id:bf005
Wren: Then you know it has stopped. #id:bf006
Otto: Good evening. You are between floors. #id:bf007
Ida: We had gathered that. #id:bf008
Otto: Which floors would you say you are between? #id:bf009
Pell: Surely you can see that from -- #id:bf010
Otto: I can see a red lamp. It is a very small red lamp. #id:bf011
Wren: Two and three. I can see half a shoe. #id:bf012
Otto: Whose shoe? #id:bf013
Wren: A moving one. It has gone now. #id:bf014
Ida: I am the cello. They cannot begin without the cello. #id:bf015
Pell: They have begun without better cellos. #id:bf016
Ida: I beg your pardon? #id:bf017
Pell: I said they have begun without their cellos. In ninety-four. It was -- #id:bf018
Ida: It was you who wrote that I played like a door. #id:bf019
Pell: Like a good door. #id:bf020
Wren: Could we talk about the alarm? #id:bf021
Pell: A heavy door, with -- #id:bf022
Wren: The alarm. #id:bf023
Otto: Please do not press the alarm. I am the alarm. #id:bf024
Ida: You are the alarm? #id:bf025
Otto: It rings on my desk. I then ring somebody else. Tonight that is also me. #id:bf026
Wren: So who is coming? #id:bf027
Otto: I am putting on my coat. #id:bf028
Pell: How long will that take? #id:bf029
Otto: The coat or the walk? #id:bf030
Ida: Both! #id:bf031
Wren: Both. #id:bf032
Otto: The coat is done. The walk is eleven minutes. #id:bf033
Ida: The overture is in six. #id:bf034
Wren: Five and a half. #id:bf035
Pell: It is a slow overture. One might miss the first -- #id:bf036
Ida: The first note is mine. It is only mine. Forty bars of me. #id:bf037
Wren: I know. I turn the pages for the harp, and I wait forty bars for you every night. #id:bf038
Ida: You are the page turner? #id:bf039
Wren: Since March. We have shared this lift ninety times. #id:bf040
Pell: How extraordinary, not to notice -- #id:bf041
Wren: You stood on my foot in April. #id:bf042
Otto: I have reached the stairs. Is anybody leaning on the doors? #id:bf043
Pell: No. #id:bf044
Wren: Yes. #id:bf045
Pell: I was resting near them. #id:bf046
Otto: Please rest elsewhere. Now, on the wall is a small brass plate. #id:bf047
Ida: I see it. It says, do not remove this plate. #id:bf048
Otto: Remove that plate. #id:bf049
Pell: With what? One does not carry a -- #id:bf050
Wren: I have a coin. #id:bf051
Ida: I have a tuning peg. #id:bf052
Pell: I have a medal. For services to criticism. It has a thin edge. #id:bf053
Ida: Give it to me. #id:bf054
Pell: You will bend it. #id:bf055
Ida: I will bend it beautifully. #id:bf056
Wren: It is turning. There is a lever. It is red, like your lamp. #id:bf057
Otto: Do not pull the -- #id:bf058
Wren: I have pulled it. #id:bf059
// A groan of cables. The lift begins to sink, slowly.
Otto: Well. It seems that also works. #id:bf060
Pell: We are going down. The stage is up. #id:bf061
Ida: The pit is down. Otto, does this lift stop at the pit? #id:bf062
Otto: It was built for the piano. It stops nowhere else so well. #id:bf063
Wren: I can hear them tuning. #id:bf064
Ida: That is my A. Somebody is giving them my A! #id:bf065
Pell: Slightly flat. #id:bf066
Ida: Slightly? #id:bf067
Wren: Doors are opening. Go, go! #id:bf068
Pell: Miss Wren? My foot, I believe, is under your -- #id:bf069
Wren: That one was for April. #id:bf070
-> END
