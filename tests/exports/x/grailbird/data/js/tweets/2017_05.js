Grailbird.data.tweets_2017_05 =
 [
  {
    "source": "web",
    "entities": {
      "user_mentions": [
        {
          "name": "Chidi Okoro",
          "screen_name": "chidi",
          "indices": [
            "0",
            "9"
          ],
          "id_str": "2003",
          "id": "2003"
        }
      ],
      "media": [],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "860841575838646272",
    "text": "RT @chidi: the tide waits for none",
    "id": 860841575838646272,
    "created_at": "2017-05-06 13:00:00 +0000",
    "user": {
      "name": "Mara Lindqvist",
      "screen_name": "mara_l",
      "id_str": "1001",
      "id": 1001
    }
  }
]