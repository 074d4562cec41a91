Grailbird.data.tweets_2016_08 =
 [
  {
    "source": "web",
    "entities": {
      "user_mentions": [],
      "media": [],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "762981752632246272",
    "text": "a thread goes on",
    "id": 762981752632246272,
    "created_at": "2016-08-09 12:00:00 +0000",
    "user": {
      "name": "Mara Lindqvist",
      "screen_name": "mara_l",
      "id_str": "1001",
      "id": 1001
    },
    "in_reply_to_status_id_str": "17",
    "in_reply_to_status_id": "17",
    "in_reply_to_user_id": "1001",
    "in_reply_to_user_id_str": "1001",
    "in_reply_to_screen_name": "mara_l"
  }
]