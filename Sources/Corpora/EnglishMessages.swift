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
        Somebody tried to use your card {where}.
        """,
      demands: """
        Send us your password to open it again.
        Confirm the number of your card at the link below.
        Click here and type your code.
        Reply with your card number and your full name.
        Tell us your secret code before it is too late.
        """,
      news: """
        I paid {amount} dollars for {the} with my card.
        The bank called, and my account is open again.
        I changed the password of my bank account.
        My new card arrived.
        The bank was closed, so I could not pay the bill.
        """,
      replies: """
        I will pay you back {when}.
        Can you go to the bank with me {when}?
        Do not send me money, I have enough.
        Keep your card in a safe place.
        Your part was {amount} dollars, no hurry.
        """),
    MessageTopic(
      lures: """
        Your package is waiting, but a fee was not paid.
        We could not deliver {what} to your address.
        A package with {what} is in your name.
        Your order of {what} will be returned {when}.
        We have a gift box for you and no address.
        """,
      demands: """
        Pay {amount} dollars at this link to get it.
        Click to confirm your address and your card.
        Send the number of your document now.
        Download the program to see where it is.
        Type your card number on our page and it leaves today.
        """,
      news: """
        The package with {the} arrived.
        I ordered {what} for the children.
        The package for you is with {name}.
        I sent you {the} by mail.
        Your postcard came, thank you.
        """,
      replies: """
        I will leave it with you {when}.
        Tell me when it arrives.
        The link to follow it is in your email.
        Thank you for paying the fee for me.
        Come and get it with your brother {when}.
        """),
    MessageTopic(
      lures: """
        Congratulations, you won {amount} dollars!
        You were chosen to receive {what}.
        Your number won our big prize.
        Only today you can win {what} for free.
        It is your lucky day: a trip is yours!
        """,
      demands: """
        Click the link to get your prize.
        Send your bank account to receive it.
        Answer now with your document and your address.
        Call this number and pay only the fee.
        Share this with ten friends and give us your card number.
        """,
      news: """
        Congratulations, you won the race!
        My sister won a prize at school.
        {name} won {what} at the fair.
        We chose {what} as the prize of the game.
        Guess who got the first prize at your school!
        """,
      replies: """
        Come to the party {when}.
        We are all very proud.
        I will show you the pictures {when}.
        Call me, I want to hear everything.
        Let us celebrate together {where}.
        """),
    MessageTopic(
      lures: """
        Last chance: {what} for half the price.
        Everything in our store is free {when}.
        You have a discount of {amount} dollars.
        Buy {what} now and get two.
        This is a secret sale for special clients.
        """,
      demands: """
        Click and pay now before it ends.
        Enter your card at the link.
        Send this code to ten friends to get it.
        Register with your document and your password.
        Leave your card number here and save even more.
        """,
      news: """
        The store has {what} for half the price.
        I bought {what} with the discount.
        The sale at the market starts {when}.
        They gave me {what} for free.
        I saw {what} in the store, and it was cheap.
        """,
      replies: """
        Do you want to go with me {when}?
        I can buy one for you.
        I sent you the link of the store.
        I have a code for you too, if you like.
        Should I get one for your mother?
        """),
    MessageTopic(
      lures: """
        Make {amount} dollars a day without leaving home.
        We have a job for you, with no experience.
        You were chosen for a great job.
        Work two hours and receive {amount} dollars.
        Leave your job and get rich this month.
        """,
      demands: """
        Send {amount} dollars to start.
        Click the link and pay for the course.
        Send us your document and your bank account.
        Write to this number and ask for the secret method.
        Put in a little money today and it doubles.
        """,
      news: """
        I got the job at the office.
        My boss wants to see the report {when}.
        The meeting starts in two hours.
        They pay {amount} dollars for the work.
        I start my new job {when}.
        """,
      replies: """
        Wish me luck!
        Can you send me the document?
        I will work from home {when}.
        Click on the link of the meeting when you are ready.
        We can talk about the money later.
        """),
    MessageTopic(
      lures: """
        Your email will be closed {when}.
        Your phone has a virus.
        We found your photos on a strange page.
        Your password is not safe any more.
        Someone is reading your messages.
        """,
      demands: """
        Click here to save your account.
        Send us the code that you received.
        Install this program right now.
        Type your password on our page.
        Pay {amount} dollars and we fix everything.
        """,
      news: """
        My phone is broken, so I write from the computer.
        I forgot my password again.
        I sent the photos to your email.
        I have a new number.
        My computer had a virus, but {name} fixed it.
        """,
      replies: """
        Please save the old messages.
        Can you send me the photos again?
        I will call you {when}.
        The code for the door is the same.
        Write to me at the old address for now.
        """),
    MessageTopic(
      lures: """
        It is me, {name}, with a new number.
        Mom, I lost my phone.
        I had an accident and I am at the hospital.
        I am {where} without any money.
        Do not call me, I can only write.
        """,
      demands: """
        Send {amount} dollars to this account, please.
        I need a payment today, you get it back tomorrow.
        Give me the code that arrives on your phone.
        Pay this bill for me now and tell nobody.
        Send {amount} dollars to my friend right away.
        """,
      news: """
        It is me, {name}, this is my new number.
        Mom, I forgot {the} at home.
        I am at the hospital with grandma, and she is fine.
        I am waiting for you {where}.
        I missed the bus.
        """,
      replies: """
        Can you pick me up {when}?
        Dinner is at eight.
        I love you.
        Bring {the}, please.
        Save me a piece of cake.
        """),
    MessageTopic(
      lures: """
        Lose ten kilos in one week.
        This tea cures everything.
        No doctor tells you this secret.
        Get your medicine without a doctor.
        Sleep well forever with our magic drops.
        """,
      demands: """
        Buy now at the link.
        Order today and pay only {amount} dollars.
        Send your address and your card number.
        Click before it is gone.
        Ask for your free bottle and leave your card number.
        """,
      news: """
        The doctor said that I am fine.
        I drank the tea and slept well.
        My medicine is at home.
        I lost two kilos this month.
        Your dentist can see you {when}.
        """,
      replies: """
        Remember to buy fruit.
        I will go for a walk {when}.
        Please order the medicine for {name}.
        The address of the doctor is on the card.
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
