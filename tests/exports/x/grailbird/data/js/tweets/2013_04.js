Grailbird.data.tweets_2013_04 =
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
    "id_str": "320098482385846272",
    "text": "Hello world, this speaks to nobody",
    "id": 320098482385846272,
    "created_at": "2013-04-05 09:00:00 +0000",
    "user": {
      "name": "Mara Lindqvist",
      "screen_name": "mara_l",
      "id_str": "1001",
      "id": 1001
    }
  }
]