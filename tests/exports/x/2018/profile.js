window.YTD.profile.part0 = [ {
  "profile" : {
    "description" : {
      "bio" : "Boats and people",
      "website" : "https://t.co/site",
      "location" : "Malmö"
    },
    "avatarMediaUrl" : "https://pbs.example/1.jpg"
  }
} ]