window.YTD.direct_messages_group.part0 = [
{
  "dmConversation" : {
    "conversationId" : "777000777",
    "messages" : [
      {
        "somethingNew" : {
          "what" : "x",
          "createdAt" : "2022-05-03T08:00:00.000Z"
        }
      },
      {
        "messageCreate" : {
          "reactions" : [],
          "urls" : [],
          "text" : "New name, old walk",
          "mediaUrls" : [],
          "senderId" : "1001",
          "id" : "1521036769489846273",
          "createdAt" : "2022-05-02T08:00:00.744Z"
        }
      },
      {
        "conversationNameUpdate" : {
          "initiatingUserId" : "1001",
          "name" : "Pier walk",
          "createdAt" : "2022-05-01T08:00:00.000Z"
        }
      },
      {
        "messageCreate" : {
          "reactions" : [],
          "urls" : [],
          "text" : "Only three of us now",
          "mediaUrls" : [],
          "senderId" : "9004",
          "id" : "1509817845150646273",
          "createdAt" : "2022-04-01T09:00:00.744Z"
        }
      },
      {
        "participantsLeave" : {
          "userIds" : [
            "2002"
          ],
          "createdAt" : "2017-04-01T08:00:00.000Z"
        }
      },
      {
        "messageCreate" : {
          "reactions" : [],
          "urls" : [],
          "text" : "I do",
          "mediaUrls" : [],
          "senderId" : "1001",
          "id" : "836863578731446273",
          "createdAt" : "2017-03-01T09:00:00.744Z"
        }
      },
      {
        "participantsJoin" : {
          "initiatingUserId" : "2001",
          "userIds" : [
            "9004"
          ],
          "createdAt" : "2017-03-01T08:00:00.000Z"
        }
      },
      {
        "messageCreate" : {
          "reactions" : [],
          "urls" : [],
          "text" : "Who comes along?",
          "mediaUrls" : [],
          "senderId" : "2001",
          "id" : "826716718494646273",
          "createdAt" : "2017-02-01T09:00:00.744Z"
        }
      },
      {
        "conversationNameUpdate" : {
          "initiatingUserId" : "2001",
          "name" : "Harbour walk",
          "createdAt" : "2017-02-01T08:00:30.000Z"
        }
      },
      {
        "joinConversation" : {
          "initiatingUserId" : "2001",
          "participantsSnapshot" : [
            "1001",
            "2001",
            "2002"
          ],
          "createdAt" : "2017-02-01T08:00:00.000Z"
        }
      }
    ]
  }
}
]