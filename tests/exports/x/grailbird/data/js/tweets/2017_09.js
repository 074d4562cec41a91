Grailbird.data.tweets_2017_09 =
 [
  {
    "source": "web",
    "entities": {
      "user_mentions": [
        {
          "name": "Ana Duarte \ud83c\udf0a",
          "screen_name": "ana_duarte",
          "indices": [
            "0",
            "9"
          ],
          "id_str": "2001",
          "id": "2001"
        },
        {
          "name": "Elif \u015eahin",
          "screen_name": "elif_s",
          "indices": [
            "0",
            "9"
          ],
          "id_str": "2004",
          "id": "2004"
        }
      ],
      "media": [],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "906879934264246272",
    "text": "Coffee with @ana_duarte and @elif_s was lovely",
    "id": 906879934264246272,
    "created_at": "2017-09-10 14:00:00 +0000",
    "user": {
      "name": "Mara Lindqvist",
      "screen_name": "mara_l",
      "id_str": "1001",
      "id": 1001
    }
  }
]