Grailbird.data.tweets_2014_06 =
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
        }
      ],
      "media": [],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "473041261163446272",
    "text": "@ana_duarte see you at the harbour & bring Bo",
    "id": 473041261163446272,
    "created_at": "2014-06-01 10:00:00 +0000",
    "user": {
      "name": "Mara Lindqvist",
      "screen_name": "mara_l",
      "id_str": "1001",
      "id": 1001
    },
    "in_reply_to_status_id_str": "17",
    "in_reply_to_status_id": "17",
    "in_reply_to_user_id": "2001",
    "in_reply_to_user_id_str": "2001",
    "in_reply_to_screen_name": "ana_duarte"
  }
]