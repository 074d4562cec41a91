window.YTD.direct_messages.part0 = [
{
  "dmConversation" : {
    "conversationId" : "1001-2001",
    "messages" : [
      {
        "messageCreate" : {
          "recipientId" : "2001",
          "reactions" : [],
          "urls" : [
            {
              "url" : "https://t.co/media1",
              "expanded" : "https://twitter.com/messages/media/1",
              "display" : "pic.twitter.com/1"
            }
          ],
          "text" : "https://t.co/media1",
          "mediaUrls" : [],
          "senderId" : "1001",
          "id" : "1356920364856246273",
          "createdAt" : "2021-02-03T11:00:00.744Z"
        }
      },
      {
        "messageCreate" : {
          "recipientId" : "1001",
          "reactions" : [],
          "urls" : [],
          "text" : "",
          "mediaUrls" : [
            "https://ton.example/1.jpg"
          ],
          "senderId" : "2001",
          "id" : "1356905265361846273",
          "createdAt" : "2021-02-03T10:00:00.744Z"
        }
      },
      {
        "messageCreate" : {
          "recipientId" : "1001",
          "reactions" : [],
          "urls" : [
            {
              "url" : "https://t.co/map",
              "expanded" : "https://example.org/map",
              "display" : "map"
            }
          ],
          "text" : "Gladly &lt;3 https://t.co/map",
          "mediaUrls" : [],
          "senderId" : "2001",
          "id" : "550939552773046273",
          "createdAt" : "2015-01-02T09:00:00.744Z"
        }
      },
      {
        "messageCreate" : {
          "recipientId" : "2001",
          "reactions" : [],
          "urls" : [],
          "text" : "Shall we meet at the fair?",
          "mediaUrls" : [],
          "senderId" : "1001",
          "id" : "550924453278646273",
          "createdAt" : "2015-01-02T08:00:00.744Z"
        }
      }
    ]
  }
},
{
  "dmConversation" : {
    "conversationId" : "1001-9003",
    "messages" : [
      {
        "messageCreate" : {
          "recipientId" : "9003",
          "reactions" : [],
          "urls" : [],
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
          "reactions" : [],
          "urls" : [],
          "text" : "Do you remember the old pier?",
          "mediaUrls" : [],
          "senderId" : "9003",
          "id" : "728132119557046273",
          "createdAt" : "2016-05-05T08:00:00.744Z"
        }
      }
    ]
  }
},
{
  "dmConversation" : {
    "conversationId" : "1001-1001",
    "messages" : [
      {
        "messageCreate" : {
          "recipientId" : "1001",
          "reactions" : [],
          "urls" : [],
          "text" : "milk, bread",
          "mediaUrls" : [],
          "senderId" : "1001",
          "id" : "815346799211446273",
          "createdAt" : "2017-01-01T00:00:00.744Z"
        }
      }
    ]
  }
},
{
  "dmConversation" : {
    "conversationId" : "1001-8008",
    "messages" : [
      {
        "messageCreate" : {
          "recipientId" : "1001",
          "reactions" : [],
          "urls" : [],
          "text" : "I am leaving this place",
          "mediaUrls" : [],
          "senderId" : "-1",
          "id" : "1080040936043446273",
          "createdAt" : "2019-01-01T10:00:00.744Z"
        }
      }
    ]
  }
}
]