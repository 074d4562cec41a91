window.__THAR_CONFIG = {
  "userInfo" : {
    "accountId" : "1001",
    "userName" : "maralind",
    "displayName" : "Mara Lindqvist"
  },
  "archiveInfo" : {
    "sizeBytes" : "100000",
    "generationDate" : "2021-03-20T00:00:00.000Z",
    "isPartialArchive" : false,
    "maxPartSizeBytes" : "53687091200"
  },
  "dataTypes" : {
    "tweet" : {
      "files" : [
        {
          "fileName" : "data/tweet.js",
          "globalName" : "YTD.tweet.part0",
          "count" : "9"
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
    "directMessageGroup" : {
      "files" : [
        {
          "fileName" : "data/direct-message-group.js",
          "globalName" : "YTD.direct_message_group.part0",
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
    }
  }
}