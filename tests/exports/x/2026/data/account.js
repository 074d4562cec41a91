window.YTD.account.part0 = [
{
  "account" : {
    "email" : "mara@lindqvist.example",
    "username" : "maralind",
    "createdVia" : "web",
    "accountId" : "1001",
    "createdAt" : "2009-01-01T00:00:00.000Z",
    "accountDisplayName" : "Mara Lindqvist"
  }
}
]