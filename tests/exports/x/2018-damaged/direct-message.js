window.YTD.direct_message.part0 = [ {
  "dmConversation" : {
    "conversationId" : "1001-2001",
    "messages" : [
      {
        "messageCreate" : {
          "recipientId" : "1001",
          "text" : "Gladly &lt;3 https://t.co/map",
          "mediaUrls" : [],
          "senderId" : "2001,
          "id" : "550939552773046273",
          "createdAt" : "2015-01-02T09:00:00.744Z"
        }
      },
      {
        "messageCreate" : {
          "recipientId" : "2001",
          "text" : "Shall we meet at the fair?",
          "mediaUrls" : [],
          "senderId" : "1001",
          "id" : "550924453278646273",
          "createdAt" : "2015-01-02T08:00:00.744Z"
        }
      }
    ]
  }
}, {
  "dmConversation" : {
    "conversationId" : "1001-9003",
    "messages" : [
      {
        "messageCreate" : {
          "recipientId" : "9003",
          "text" : "Of course, we should go again",
          "mediaUrls" : [],
          "senderId" : "1001",
          "id" : "728147219051446273",
          "createdAt" : "2016-05-05T09:00:00.744Z"
        }
      },
      {
        "messageCreate" : {
          "recipientId" : "1001",
          "text" : "Do you remember the old pier?",
          "mediaUrls" : [],
          "senderId" : "9003",
          "id" : "728132119557046273",
          "createdAt" : "2016-05-05T08:00:00.744Z"
        }
      }
    ]
  }
}, {
  "dmConversation" : {
    "conversationId" : "1001-1001",
    "messages" : [
      {
        "messageCreate" : {
          "recipientId" : "1001",
          "text" : "milk, bread",
          "mediaUrls" : [],
          "senderId" : "1001",
          "id" : "815346799211446273",
          "createdAt" : "2017-01-01T00:00:00.744Z"
        }
      }
    ]
  }
}, {
  "dmConversation" : {
    "conversationId" : "1001-8008",
    "messages" : []
  }
} ]