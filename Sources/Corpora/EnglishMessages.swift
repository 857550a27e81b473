/// What English messages are made of.
///
/// Spam and normal messages speak of the same subjects with the same words: banks, links, prizes,
/// passwords. What tells them apart is what is asked of the reader.
enum EnglishMessages {
  static let topics: [MessageTopic] = [
    MessageTopic(
      lures: """
        Your bank account was blocked.
        We saw a strange payment of {amount} dollars on your card.
        Your card stops working {when}.
        Your account has a new limit of {amount} dollars.
        There is a problem with your last payment.
        Our bank needs to check who you are.
        We closed your online account this morning.
        A person took {amount} dollars from your account.
        Important: your card was copied {where}.
        Somebody tried to use your card {where}.
        """,
      demands: """
        Send us your password to open it again.
        Confirm the number of your card at the link below.
        Click here and type your code.
        Reply with your card number and your full name.
        Please send the three numbers on the back of your card.
        To keep your money, type your password here.
        Call us and say your password.
        You must pay {amount} dollars to use it again.
        Open the link and write your full name and your code.
        Tell us your secret code before it is too late.
        """,
      news: """
        I paid {amount} dollars for {the} with my card.
        The bank called, and my account is open again.
        I changed the password of my bank account.
        My new card arrived.
        Your card came in the mail, it is on the table.
        We went to the bank {when}.
        Your bank is next to the market.
        I have {amount} dollars in my account now.
        There was a long line at the bank.
        The bank was closed, so I could not pay the bill.
        """,
      replies: """
        I will pay you back {when}.
        Can you go to the bank with me {when}?
        Do not send me money, I have enough.
        Keep your card in a safe place.
        Your money is safe with me.
        You can pay me next week.
        Send me the bill when you can.
        Call me when you leave the bank.
        Lunch was {amount} dollars, and I paid your half.
        Your part was {amount} dollars, no hurry.
        """),
    MessageTopic(
      lures: """
        Your package is waiting, but a fee was not paid.
        We could not deliver {what} to your address.
        A package with {what} is in your name.
        Your order of {what} will be returned {when}.
        Our driver could not find your house.
        Your mail is stopped at the border.
        {what} that you did not ask for is waiting for you.
        We are holding a box with your name.
        There is a tax on your package of {amount} dollars.
        We have a gift box for you and no address.
        """,
      demands: """
        Pay {amount} dollars at this link to get it.
        Click to confirm your address and your card.
        Send the number of your document now.
        Download the program to see where it is.
        Follow this link and write your card number.
        Answer with your document to get your package.
        You have one hour to pay the tax.
        Give us your password to choose a new day.
        Open this page and put in your card.
        Type your card number on our page and it leaves today.
        """,
      news: """
        The package with {the} arrived.
        I ordered {what} for the children.
        The package for you is with {name}.
        I sent you {the} by mail.
        Your box came this morning.
        Someone left {what} at the door for you.
        My order comes {when}.
        The mailman asked for you.
        We got {the} that you sent.
        Your postcard came, thank you.
        """,
      replies: """
        I will leave it with you {when}.
        Tell me when it arrives.
        The link to follow it is in your email.
        Thank you for paying the fee for me.
        Your mother can bring it to you {when}.
        Pick it up when you want.
        You do not have to pay anything.
        I put your package on the table.
        Give it to {name} when you can.
        Come and get it with your brother {when}.
        """),
    MessageTopic(
      lures: """
        Congratulations, you won {amount} dollars!
        You were chosen to receive {what}.
        Your number won our big prize.
        Only today you can win {what} for free.
        Good news: we have {amount} dollars for you.
        Winner! {what} is waiting for you.
        Out of ten thousand people, we chose you.
        You are the visitor of the day and won {what}.
        A rich man left you {amount} dollars.
        It is your lucky day: a trip is yours!
        """,
      demands: """
        Click the link to get your prize.
        Send your bank account to receive it.
        Answer now with your document and your address.
        Call this number and pay only the fee.
        Tell us the number of your card to get the money.
        Pay the small fee of {amount} dollars first.
        Give us your name, your document and your password.
        Open the page and put in your code.
        You have to answer with your bank account today.
        Share this with ten friends and give us your card number.
        """,
      news: """
        Congratulations, you won the race!
        My sister won a prize at school.
        {name} won {what} at the fair.
        We chose {what} as the prize of the game.
        Your team won the game {when}.
        We got the first place in the dance.
        Your brother won {what} in the game.
        There is a prize for the best cake.
        Good news: {name} won the contest.
        Guess who got the first prize at your school!
        """,
      replies: """
        Come to the party {when}.
        We are all very proud.
        I will show you the pictures {when}.
        Call me, I want to hear everything.
        You should be happy too.
        Your picture is in the newspaper.
        Share the cake with your friends.
        Let us eat ice cream {when}.
        Tell your father, he will like it.
        Let us celebrate together {where}.
        """),
    MessageTopic(
      lures: """
        Last chance: {what} for half the price.
        Everything in our store is free {when}.
        You have a discount of {amount} dollars.
        Buy {what} now and get two.
        Our prices are down, but only {when}.
        You can have {what} for one dollar.
        For you only: {what} and a trip for free.
        We give {amount} dollars to each new client.
        Do not lose this: {what} almost for free.
        This is a secret sale for special clients.
        """,
      demands: """
        Click and pay now before it ends.
        Enter your card at the link.
        Send this code to ten friends to get it.
        Register with your document and your password.
        Tell us your card number and it is yours.
        You only have to send your password.
        Pay with this link in one hour.
        Write your bank account here to get the price.
        Send {amount} dollars now to keep yours.
        Leave your card number here and save even more.
        """,
      news: """
        The store has {what} for half the price.
        I bought {what} with the discount.
        The sale at the market starts {when}.
        They gave me {what} for free.
        Your store has {what} again.
        We found {what} for only {amount} dollars.
        There are cheap shoes at the market {when}.
        The man at the store asked about you.
        {the} that you wanted is cheap now.
        I saw {what} in the store, and it was cheap.
        """,
      replies: """
        Do you want to go with me {when}?
        I can buy one for you.
        I sent you the link of the store.
        I have a code for you too, if you like.
        You can pay me when we meet.
        Your size is gone, sorry.
        Leave early, because there is a long line.
        Tell me if you want one too.
        Save your money for the trip.
        Should I get one for your mother?
        """),
    MessageTopic(
      lures: """
        Make {amount} dollars a day without leaving home.
        We have a job for you, with no experience.
        You were chosen for a great job.
        Work two hours and receive {amount} dollars.
        Be rich in one month.
        Your name is on our list for a job of {amount} dollars.
        There is easy money for you on the internet.
        People like you get {amount} dollars an hour with us.
        Stop working for little money.
        Leave your job and get rich this month.
        """,
      demands: """
        Send {amount} dollars to start.
        Click the link and pay for the course.
        Send us your document and your bank account.
        Write to this number and ask for the secret method.
        To begin, pay {amount} dollars for the course.
        Give us your card and we start today.
        Answer with a photo of your document and your password.
        Invite ten friends and pay the first fee.
        You need to send your bank account before {when}.
        Put in a little money today and it doubles.
        """,
      news: """
        I got the job at the office.
        My boss wants to see the report {when}.
        The meeting starts in two hours.
        They pay {amount} dollars for the work.
        Your boss called me {when}.
        We have a new colleague at work.
        I left the office early.
        Your old job is open again.
        My work is near your house now.
        I start my new job {when}.
        """,
      replies: """
        Wish me luck!
        Can you send me the document?
        I will work from home {when}.
        Click on the link of the meeting when you are ready.
        You will do well.
        Your desk is next to mine.
        Leave the papers on my table.
        Let us eat together after work {when}.
        Tell your boss that I said thank you.
        We can talk about the money later.
        """),
    MessageTopic(
      lures: """
        Your email will be closed {when}.
        Your phone has a virus.
        We found your photos on a strange page.
        Your password is not safe any more.
        There is a problem with your computer.
        Our team saw that your account was stolen.
        A stranger has your photos.
        We will delete everything in your account {when}.
        Attention: your phone will stop {when}.
        Someone is reading your messages.
        """,
      demands: """
        Click here to save your account.
        Send us the code that you received.
        Install this program right now.
        Type your password on our page.
        Tell us your password and we help you.
        Open this file to clean your phone.
        Write your code in this page today.
        You have to pay {amount} dollars to get your photos.
        Call this number and give your email and your password.
        Pay {amount} dollars and we fix everything.
        """,
      news: """
        My phone is broken, so I write from the computer.
        I forgot my password again.
        I sent the photos to your email.
        I have a new number.
        Your photos of the party are beautiful.
        We could not read your last message.
        The internet does not work at home.
        Your computer is fixed, come and see it.
        I got a new phone {when}.
        My computer had a virus, but {name} fixed it.
        """,
      replies: """
        Please save the old messages.
        Can you send me the photos again?
        I will call you {when}.
        The code for the door is the same.
        Your old phone is in my bag.
        Pay me nothing, it was easy.
        Try it again after lunch.
        You can use my computer {when}.
        Ask {name}, she knows computers.
        Write to me at the old address for now.
        """),
    MessageTopic(
      lures: """
        It is me, {name}, with a new number.
        Mom, I lost my phone.
        I had an accident and I am at the hospital.
        I am {where} without any money.
        Dad, this is my new number, the old phone broke.
        Help, my car stopped {where}.
        Grandma, I am in trouble.
        It is your son, and I need help.
        I cannot talk now, the police took my phone.
        Do not call me, I can only write.
        """,
      demands: """
        Send {amount} dollars to this account, please.
        I need a payment today, you get it back tomorrow.
        Give me the code that arrives on your phone.
        Pay this bill for me now and tell nobody.
        You have to send {amount} dollars in one hour.
        Buy me a card of {amount} dollars and send me the code.
        Please transfer the money for the doctor now.
        Tell me the password of the bank, I need it.
        Do not tell dad, only send the money.
        Send {amount} dollars to my friend right away.
        """,
      news: """
        It is me, {name}, this is my new number.
        Mom, I forgot {the} at home.
        I am at the hospital with grandma, and she is fine.
        I am waiting for you {where}.
        Dad, the car is fixed.
        Your grandma asked about you.
        I am {where} with {name}.
        My phone fell in the water, but it works.
        We are late because of the rain.
        I missed the bus.
        """,
      replies: """
        Can you pick me up {when}?
        Dinner is at eight.
        I love you.
        Bring {the}, please.
        Call me when you get home.
        You left your bag {where}.
        Tell dad that I will be late.
        Your soup is in the kitchen.
        See you {when}.
        Save me a piece of cake.
        """),
    MessageTopic(
      lures: """
        Lose ten kilos in one week.
        This tea cures everything.
        No doctor tells you this secret.
        Get your medicine without a doctor.
        Your pain is gone in one day.
        We have the pills that doctors hide.
        Be young again with this cream.
        There is a new way to lose weight while you sleep.
        You are sick and do not know it.
        Sleep well forever with our magic drops.
        """,
      demands: """
        Buy now at the link.
        Order today and pay only {amount} dollars.
        Send your address and your card number.
        Click before it is gone.
        Tell us your address and pay {amount} dollars.
        Give your card number to get the first box.
        Open the page and pay before {when}.
        You can have it now, only send your document.
        Reply with your bank account and we send it.
        Ask for your free bottle and leave your card number.
        """,
      news: """
        The doctor said that I am fine.
        I drank the tea and slept well.
        My medicine is at home.
        I lost two kilos this month.
        Your medicine is on the table.
        We were at the hospital {when}, all is well.
        Your grandfather sleeps better now.
        I run {where} every morning.
        There is a new doctor in our street.
        Your dentist can see you {when}.
        """,
      replies: """
        Remember to buy fruit.
        I will go for a walk {when}.
        Please order the medicine for {name}.
        The address of the doctor is on the card.
        Eat well and sleep early.
        Your tea is getting cold.
        You can ask the nurse for help.
        Leave the medicine with your mother.
        Call the doctor if it hurts again.
        Rest well and drink water.
        """),
  ]

  static let greetings = Template.lines(
    """
    Hi!
    Hello!
    Hello, {other}.
    Good morning!
    Good morning, {other}.
    {other}, read this.
    """)

  static let closings = Template.lines(
    """
    Thank you.
    Thank you very much!
    Do not forget!
    Please answer today.
    Have a good day!
    """)

  static let times = """
    today, tomorrow, tonight, on Monday, on Tuesday, on Wednesday, on Thursday, on Friday,
    on Saturday, on Sunday, this afternoon, after lunch
    """
}
