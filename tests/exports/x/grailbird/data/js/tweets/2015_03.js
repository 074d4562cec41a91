Grailbird.data.tweets_2015_03 =
 [
  {
    "source": "web",
    "entities": {
      "user_mentions": [
        {
          "name": "Bo H\u00e5kansson",
          "screen_name": "bo_hakansson",
          "indices": [
            "0",
            "9"
          ],
          "id_str": "2002",
          "id": "2002"
        }
      ],
      "media": [],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "572358185579446272",
    "text": "@bo_hakansson the boats are here",
    "id": 572358185579446272,
    "created_at": "2015-03-02 11:30:00 +0000",
    "user": {
      "name": "Mara Lindqvist",
      "screen_name": "mara_l",
      "id_str": "1001",
      "id": 1001
    },
    "in_reply_to_status_id_str": "17",
    "in_reply_to_status_id": "17",
    "in_reply_to_user_id": "2002",
    "in_reply_to_user_id_str": "2002"
  }
]