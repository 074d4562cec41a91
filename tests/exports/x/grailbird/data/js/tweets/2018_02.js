Grailbird.data.tweets_2018_02 =
 [
  {
    "source": "web",
    "entities": {
      "user_mentions": [
        {
          "name": "Gone",
          "screen_name": "gone_again",
          "indices": [
            "0",
            "11"
          ],
          "id_str": "-1",
          "id": "-1"
        }
      ],
      "media": [],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "959803662136246272",
    "text": "@gone_again hope you are well",
    "id": 959803662136246272,
    "created_at": "2018-02-03 15:00:00 +0000",
    "user": {
      "name": "Mara Lindqvist",
      "screen_name": "mara_l",
      "id_str": "1001",
      "id": 1001
    },
    "in_reply_to_user_id_str": "-1",
    "in_reply_to_screen_name": "gone_again"
  }
]