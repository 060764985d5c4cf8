"""Who the embedded voices are, one row each. Ids are stable for ever: a row may be added or
improved, never removed or given another's id. The service's published examples use 1071 and 1072.

Columns: id, name, sex, age, language, accent, category; what espeak-ng needs: identifier, variant,
pitch, range of pitch, words per minute, volume (chosen so that all are equally loud); description.
"""

from __future__ import annotations

_TABLE = """
1001 | Mara      | female  | young       | en | American English       | conversational          | gmw/en-US          | f2       | 68 | 60 | 180 |  66 | Bright and quick
1002 | Dexter    | male    | young       | en | American English       | conversational          | gmw/en-US          | m3       | 62 | 55 | 180 |  82 | Easy-going
1003 | Harriet   | female  | old         | en | American English       | narrative_story         | gmw/en-US          | grandma  | 45 | 45 | 150 |  85 | A grandmother by the fire
1004 | Silas     | male    | old         | en | American English       | narrative_story         | gmw/en-US          | grandpa  | 40 | 40 | 145 |  84 | A slow, dry grandfather
1005 | Juno      | female  | middle_aged | en | American English       | informative_educational | gmw/en-US          | f3       | 45 | 40 | 170 |  79 | Clear and level
1006 | Brock     | male    | middle_aged | en | American English       | advertisement           | gmw/en-US          | m7       | 25 | 55 | 165 |  81 | Deep and sure of himself
1007 | Pip       | neutral | young       | en | American English       | characters_animation    | gmw/en-US          | f5       | 90 | 85 | 195 |  65 | Small, high and excited
1008 | Vesper    | female  | middle_aged | en | American English       | characters_animation    | gmw/en-US          | whisperf | 50 | 50 | 160 |  59 | Only ever whispers
1009 | Rizzo     | male    | middle_aged | en | New York English       | entertainment_tv        | gmw/en-US-nyc      | m1       | 50 | 65 | 200 |  95 | Talks fast, listens little
1010 | Beatrice  | female  | middle_aged | en | Received Pronunciation | narrative_story         | gmw/en-GB-x-rp     | f4       | 45 | 50 | 165 |  70 | Composed and exact
1011 | Alistair  | male    | middle_aged | en | Received Pronunciation | informative_educational | gmw/en-GB-x-rp     | m2       | 40 | 45 | 170 |  95 | A newsreader
1012 | Percival  | male    | old         | en | Received Pronunciation | characters_animation    | gmw/en-GB-x-rp     | grandpa  | 54 | 60 | 150 |  80 | A retired admiral
1013 | Rosie     | female  | young       | en | British English        | social_media            | gmw/en             | f1       | 65 | 75 | 185 |  59 | Cheerful, close to laughing
1014 | Gareth    | male    | middle_aged | en | British English        | conversational          | gmw/en             | m5       | 52 | 50 | 160 |  92 | Warm and unhurried
1015 | Isla      | female  | young       | en | Scottish English       | conversational          | gmw/en-GB-scotland | f2       | 58 | 65 | 175 |  58 | Lively
1016 | Fergus    | male    | middle_aged | en | Scottish English       | narrative_story         | gmw/en-GB-scotland | m6       | 30 | 55 | 160 |  79 | Gravel and humour
1017 | Nell      | female  | middle_aged | en | Lancashire English     | conversational          | gmw/en-GB-x-gbclan | f3       | 36 | 55 | 170 |  76 | Friendly, down to earth
1018 | Ozzie     | male    | young       | en | West Midlands English  | conversational          | gmw/en-GB-x-gbcwmd | m4       | 45 | 30 | 170 |  79 | Flat and droll
1019 | Coral     | female  | middle_aged | en | Caribbean English      | conversational          | gmw/en-029         | f4       | 56 | 75 | 165 |  66 | Sunny and melodic
1020 | Atlas     | neutral | middle_aged | en | American English       | characters_animation    | gmw/en-US          | klatt4   | 40 | 10 | 165 |  72 | A ship's computer
1021 | Greta     | female  | young       | de | German                 | conversational          | gmw/de             | f2       | 50 | 55 | 170 |  61 | Frisch und direkt
1022 | Konrad    | male    | middle_aged | de | German                 | informative_educational | gmw/de             | m2       | 40 | 45 | 165 |  93 | Sachlich und ruhig
1023 | Liesel    | female  | old         | de | German                 | narrative_story         | gmw/de             | grandma  | 45 | 50 | 145 |  75 | Erzählt Märchen
1024 | Anton     | male    | old         | de | German                 | characters_animation    | gmw/de             | grandpa  | 22 | 45 | 145 |  82 | Brummig
1025 | Wiebke    | female  | middle_aged | de | German                 | informative_educational | gmw/de             | f4       | 45 | 35 | 165 |  71 | Klar wie eine Durchsage
1026 | Jonas     | male    | young       | de | German                 | social_media            | gmw/de             | m3       | 65 | 70 | 185 |  71 | Schnell und begeistert
1027 | Kuno      | male    | middle_aged | de | German                 | advertisement           | gmw/de             | m7       | 20 | 50 | 160 |  79 | Tief und gewichtig
1028 | Mimi      | female  | young       | de | German                 | characters_animation    | gmw/de             | f5       | 85 | 80 | 180 |  62 | Ein Kind, das fragt
1029 | Colette   | female  | young       | fr | French                 | conversational          | roa/fr             | f2       | 55 | 60 | 175 |  75 | Légère et vive
1030 | Bastien   | male    | middle_aged | fr | French                 | narrative_story         | roa/fr             | m2       | 40 | 50 | 165 | 114 | Posé, un peu grave
1031 | Odette    | female  | old         | fr | French                 | narrative_story         | roa/fr             | grandma  | 45 | 50 | 150 |  95 | Une vieille conteuse
1032 | Marcel    | male    | old         | fr | French                 | characters_animation    | roa/fr             | m6       | 30 | 55 | 155 | 105 | Bourru mais tendre
1033 | Maxence   | male    | young       | fr | Belgian French         | conversational          | roa/fr-BE          | m3       | 60 | 60 | 175 |  90 | Souriant
1034 | Solange   | female  | middle_aged | fr | Swiss French           | informative_educational | roa/fr-CH          | f4       | 45 | 40 | 160 |  71 | Nette et tranquille
1035 | Lucía     | female  | young       | es | Castilian Spanish      | conversational          | roa/es             | f2       | 55 | 60 | 180 |  67 | Clara y alegre
1036 | Rodrigo   | male    | middle_aged | es | Castilian Spanish      | informative_educational | roa/es             | m2       | 40 | 45 | 170 | 100 | Sereno y firme
1037 | Pilar     | female  | old         | es | Castilian Spanish      | narrative_story         | roa/es             | grandma  | 45 | 50 | 150 |  72 | Cuenta despacio
1038 | Mateo     | male    | young       | es | Latin American Spanish | social_media            | roa/es-419         | m3       | 60 | 70 | 190 |  75 | Rápido y entusiasta
1039 | Ximena    | female  | middle_aged | es | Latin American Spanish | conversational          | roa/es-419         | f4       | 45 | 55 | 170 |  64 | Cálida
1040 | Ramón     | male    | old         | es | Latin American Spanish | characters_animation    | roa/es-419         | m6       | 25 | 50 | 155 |  90 | Ronco y paciente
1041 | Chiara    | female  | young       | it | Italian                | conversational          | roa/it             | f2       | 55 | 65 | 180 |  69 | Vivace
1042 | Lorenzo   | male    | middle_aged | it | Italian                | informative_educational | roa/it             | m2       | 40 | 45 | 170 | 108 | Calmo e preciso
1043 | Nonna Ida | female  | old         | it | Italian                | narrative_story         | roa/it             | grandma  | 45 | 55 | 150 |  87 | Racconta in cucina
1044 | Ettore    | male    | old         | it | Italian                | characters_animation    | roa/it             | m7       | 25 | 70 | 160 |  89 | Profondo e teatrale
1045 | Fiamma    | female  | middle_aged | it | Italian                | advertisement           | roa/it             | f4       | 50 | 60 | 175 |  71 | Sicura e luminosa
1046 | Inês      | female  | young       | pt | European Portuguese    | conversational          | roa/pt             | f2       | 55 | 55 | 175 |  64 | Doce e rápida
1047 | Duarte    | male    | middle_aged | pt | European Portuguese    | narrative_story         | roa/pt             | m2       | 35 | 45 | 160 |  99 | Grave e pausado
1048 | Jurema    | female  | middle_aged | pt | Brazilian Portuguese   | conversational          | roa/pt-BR          | f4       | 50 | 65 | 170 |  64 | Quente e aberta
1049 | Caio      | male    | young       | pt | Brazilian Portuguese   | social_media            | roa/pt-BR          | m3       | 60 | 70 | 185 |  77 | Animado
1050 | Seu Zeca  | male    | old         | pt | Brazilian Portuguese   | characters_animation    | roa/pt-BR          | grandpa  | 35 | 55 | 150 |  84 | Conta causos
1051 | Femke     | female  | young       | nl | Dutch                  | conversational          | gmw/nl             | f2       | 55 | 60 | 175 |  64 | Vrolijk en helder
1052 | Joost     | male    | middle_aged | nl | Dutch                  | informative_educational | gmw/nl             | m2       | 40 | 45 | 165 |  95 | Rustig en duidelijk
1053 | Truus     | female  | old         | nl | Dutch                  | narrative_story         | gmw/nl             | grandma  | 45 | 50 | 150 |  74 | Vertelt bij de thee
1054 | Bram      | male    | young       | nl | Dutch                  | characters_animation    | gmw/nl             | m6       | 50 | 60 | 180 |  79 | Eigenwijs
1055 | Zofia     | female  | young       | pl | Polish                 | conversational          | zlw/pl             | f2       | 55 | 60 | 175 |  67 | Pogodna
1056 | Kazimierz | male    | middle_aged | pl | Polish                 | informative_educational | zlw/pl             | m2       | 40 | 45 | 165 | 106 | Spokojny i rzeczowy
1057 | Halina    | female  | old         | pl | Polish                 | narrative_story         | zlw/pl             | grandma  | 45 | 50 | 150 |  89 | Opowiada powoli
1058 | Bogdan    | male    | old         | pl | Polish                 | characters_animation    | zlw/pl             | m7       | 25 | 50 | 155 |  86 | Niski i szorstki
1059 | Linnea    | female  | young       | sv | Swedish                | conversational          | gmq/sv             | f2       | 55 | 60 | 175 |  63 | Ljus och nyfiken
1060 | Torsten   | male    | middle_aged | sv | Swedish                | informative_educational | gmq/sv             | m2       | 40 | 45 | 165 |  99 | Lugn och saklig
1061 | Gun       | female  | old         | sv | Swedish                | narrative_story         | gmq/sv             | grandma  | 45 | 50 | 150 |  79 | Berättar i skymningen
1062 | Sixten    | male    | young       | sv | Swedish                | characters_animation    | gmq/sv             | m3       | 65 | 70 | 185 |  75 | Busig
1063 | Freja     | female  | middle_aged | da | Danish                 | conversational          | gmq/da             | f4       | 50 | 55 | 170 |  67 | Venlig og afslappet
1064 | Leif      | male    | middle_aged | no | Norwegian              | narrative_story         | gmq/nb             | m5       | 45 | 50 | 165 |  98 | Rolig forteller
1065 | Aino      | female  | young       | fi | Finnish                | conversational          | urj/fi             | f3       | 50 | 45 | 170 |  72 | Hiljainen ja selkeä
1066 | Bohumil   | male    | old         | cs | Czech                  | narrative_story         | zlw/cs             | grandpa  | 40 | 55 | 155 |  87 | Vypravěč s úsměvem
1067 | Defne     | female  | middle_aged | tr | Turkish                | informative_educational | trk/tr             | f4       | 50 | 50 | 170 |  67 | Açık ve sakin
1068 | Vasilisa  | female  | young       | ru | Russian                | narrative_story         | zle/ru             | f2       | 50 | 60 | 170 |  68 | Светлая, сказочная
1069 | Taras     | male    | middle_aged | uk | Ukrainian              | conversational          | zle/uk             | m3       | 40 | 55 | 165 |  71 | Теплий і впевнений
1070 | Eleni     | female  | middle_aged | el | Greek                  | conversational          | grk/el             | f4       | 50 | 55 | 170 |  65 | Ζεστή και καθαρή
1071 | Morgan    | male    | middle_aged | en | American English       | narrative_story         | gmw/en-US          | m5       | 42 | 50 | 165 |  92 | A calm narrator
1072 | Stella    | female  | middle_aged | en | American English       | characters_animation    | gmw/en-US          | f4       | 65 | 70 | 175 |  64 | A character with a smile
"""

ROWS = tuple(
    tuple(cell.strip() for cell in line.split("|")) for line in _TABLE.strip().splitlines()
)
"""Each row's cells, as written."""

SAMPLE_TEXTS: dict[str, str] = {
    "en": "Good evening, I am {name}. Shall we read the scene once more, from the top?",
    "de": "Guten Abend, ich bin {name}. Lesen wir die Szene noch einmal von vorn?",
    "fr": "Bonsoir, je suis {name}. On relit la scène depuis le début ?",
    "es": "Buenas noches, soy {name}. ¿Leemos la escena otra vez desde el principio?",
    "it": "Buonasera, sono {name}. Rileggiamo la scena dall'inizio?",
    "pt": "Boa noite, eu sou {name}. Vamos ler a cena outra vez, do começo?",
    "nl": "Goedenavond, ik ben {name}. Lezen we de scène nog een keer van voren af aan?",
    "pl": "Dobry wieczór, mam na imię {name}. Przeczytamy scenę jeszcze raz, od początku?",
    "sv": "God kväll, jag heter {name}. Ska vi läsa scenen en gång till, från början?",
    "da": "God aften, jeg hedder {name}. Skal vi læse scenen en gang til, forfra?",
    "no": "God kveld, jeg heter {name}. Skal vi lese scenen en gang til, fra begynnelsen?",
    "fi": "Hyvää iltaa, minä olen {name}. Luetaanko kohtaus vielä kerran alusta?",
    "cs": "Dobrý večer, jmenuji se {name}. Přečteme si scénu ještě jednou od začátku?",
    "tr": "İyi akşamlar, ben {name}. Sahneyi baştan bir kez daha okuyalım mı?",
    "ru": "Добрый вечер, меня зовут {name}. Прочитаем сцену ещё раз с начала?",
    "uk": "Добрий вечір, мене звати {name}. Прочитаємо сцену ще раз від початку?",
    "el": "Καλησπέρα, είμαι η {name}. Διαβάζουμε τη σκηνή άλλη μια φορά από την αρχή;",
}
