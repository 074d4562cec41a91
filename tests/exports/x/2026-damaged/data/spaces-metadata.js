window.YTD.spaces_metadata.part0 = [
{
  "spacesMetadata" : {
    "id" : "1zqKVPlQNApJB",
    "creatorUserId" : "1001",
    "hostUserIds" : [
      "1001",
      "2002"
    ],
    "speakers" : [
      {
        "userId" : "2005"
      },
      {
        "userId" : "1001"
      }
    ],
    "invitedUserIds" : [
      "2003"
    ],
    "createdAt" : "2025-05-05T18:00:00.000Z",
    "title" : "Boats of the north"
  }
}
]