window.__THAR_CONFIG = {
  "userInfo" : {
    "accountId" : "1001",
    "userName" : "maralind",
    "displayName" : "Mara Lindqvist"
  },
  "archiveInfo" : {
    "sizeBytes" : "100000",
    "generationDate" : "2023-08-15T00:00:00.000Z",
    "isPartialArchive" : false,
    "maxPartSizeBytes" : "53687091200"
  },
  "dataTypes" : {
    "tweets" : {
      "files" : [
        {
          "fileName" : "data/tweets.js",
          "globalName" : "YTD.tweets.part0",
          "count" : "4"
        },
        {
          "fileName" : "data/tweets-part1.js",
          "globalName" : "YTD.tweets.part1",
          "count" : "4"
        },
        {
          "fileName" : "data/tweets-part2.js",
          "globalName" : "YTD.tweets.part2",
          "count" : "3"
        }
      ]
    },
    "directMessages" : {
      "files" : [
        {
          "fileName" : "data/direct-messages.js",
          "globalName" : "YTD.direct_messages.part0",
          "count" : "4"
        }
      ]
    },
    "directMessagesGroup" : {
      "files" : [
        {
          "fileName" : "data/direct-messages-group.js",
          "globalName" : "YTD.direct_messages_group.part0",
          "count" : "1"
        }
      ]
    },
    "account" : {
      "files" : [
        {
          "fileName" : "data/account.js",
          "globalName" : "YTD.account.part0",
          "count" : "1"
        }
      ]
    },
    "profile" : {
      "files" : [
        {
          "fileName" : "data/profile.js",
          "globalName" : "YTD.profile.part0",
          "count" : "1"
        }
      ]
    },
    "following" : {
      "files" : [
        {
          "fileName" : "data/following.js",
          "globalName" : "YTD.following.part0",
          "count" : "4"
        }
      ]
    },
    "follower" : {
      "files" : [
        {
          "fileName" : "data/follower.js",
          "globalName" : "YTD.follower.part0",
          "count" : "4"
        }
      ]
    },
    "like" : {
      "files" : [
        {
          "fileName" : "data/like.js",
          "globalName" : "YTD.like.part0",
          "count" : "1"
        }
      ]
    },
    "ipAudit" : {
      "files" : [
        {
          "fileName" : "data/ip-audit.js",
          "globalName" : "YTD.ip_audit.part0",
          "count" : "1"
        }
      ]
    },
    "adEngagements" : {
      "files" : [
        {
          "fileName" : "data/ad-engagements.js",
          "globalName" : "YTD.ad_engagements.part0",
          "count" : "1"
        }
      ]
    },
    "block" : {
      "files" : [
        {
          "fileName" : "data/block.js",
          "globalName" : "YTD.block.part0",
          "count" : "0"
        }
      ]
    },
    "savedSearch" : {
      "files" : [
        {
          "fileName" : "data/saved-search.js",
          "globalName" : "YTD.saved_search.part0",
          "count" : "2"
        }
      ]
    },
    "listsCreated" : {
      "files" : [
        {
          "fileName" : "data/lists-created.js",
          "globalName" : "YTD.lists_created.part0",
          "count" : "1"
        }
      ]
    },
    "listsSubscribed" : {
      "files" : [
        {
          "fileName" : "data/lists-subscribed.js",
          "globalName" : "YTD.lists_subscribed.part0",
          "count" : "1"
        }
      ]
    },
    "listsMember" : {
      "files" : [
        {
          "fileName" : "data/lists-member.js",
          "globalName" : "YTD.lists_member.part0",
          "count" : "1"
        }
      ]
    },
    "screenNameChange" : {
      "files" : [
        {
          "fileName" : "data/screen-name-change.js",
          "globalName" : "YTD.screen_name_change.part0",
          "count" : "1"
        }
      ]
    },
    "noteTweet" : {
      "files" : [
        {
          "fileName" : "data/note-tweet.js",
          "globalName" : "YTD.note_tweet.part0",
          "count" : "2"
        }
      ]
    },
    "deletedTweets" : {
      "files" : [
        {
          "fileName" : "data/deleted-tweets.js",
          "globalName" : "YTD.deleted_tweets.part0",
          "count" : "1"
        }
      ]
    },
    "communityTweet" : {
      "files" : [
        {
          "fileName" : "data/community-tweet.js",
          "globalName" : "YTD.community_tweet.part0",
          "count" : "1"
        }
      ]
    },
    "directMessageHeaders" : {
      "files" : [
        {
          "fileName" : "data/direct-message-headers.js",
          "globalName" : "YTD.direct_message_headers.part0",
          "count" : "4"
        }
      ]
    }
  }
}