window.YTD.screen_name_change.part0 = [
{
  "screenNameChange" : {
    "accountId" : "1001",
    "screenNameChange" : {
      "changedAt" : "2020-01-01T00:00:00.000Z",
      "changedFrom" : "mara_l",
      "changedTo" : "maralind"
    }
  }
}
]