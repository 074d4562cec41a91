window.YTD.direct_message_group.part0 = [ {
  "dmConversation" : {
    "conversationId" : "777000777",
    "messages" : [
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
} ]