/// The sentences that English messages are built from.
///
/// Spam and normal messages share their subjects and words: banks, links, prizes, passwords. What
/// tells them apart is what the reader is asked to do.
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
        Your bank card was used in another country.
        Your last payment of {amount} dollars did not go through.
        Somebody asked for a loan in your name.
        Your savings are in danger {when}.
        The bank found a mistake in your name.
        We must check your account before tomorrow.
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
        Type your password on this page to be safe.
        Send a photo of your card, both sides.
        Call this number and read your code to us.
        Pay {amount} dollars to keep your account.
        Move all your money to this account now.
        Answer with your birthday and your password.
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
        I got {amount} dollars back from the bank.
        My card does not work in that store.
        {name} works at the bank now.
        I found your card {where}.
        We saved {amount} dollars for the trip.
        The bank opens late {when}.
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
        Write to me when you are at the bank.
        Wait for me at the bank {when}.
        Ask your mother how much it was.
        Take your time, I do not need it soon.
        Put the money in the blue box.
        Tell me how much I owe you.
        Drink a coffee while you wait.
        Dinner cost {amount} dollars, and I paid it.
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
        Your package is at the border and cannot go on.
        The driver rang twice and nobody opened.
        {what} with your name is in our store house.
        Your address is not complete.
        A box from another country came for you.
        We will send {what} back {when}.
        We have a special delivery offer for you.
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
        Write your card number here and we bring it {when}.
        Pay the tax of {amount} dollars by this link.
        Give us your password to see the package.
        Open the file to print your label.
        Send {amount} dollars and we try again.
        Tell us the code on your phone to free the box.
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
        The mail came early today.
        I sent a box of books to {name}.
        Your letter came with the mail {when}.
        The box is too big for my car.
        Somebody left a package for us {where}.
        {name} opened the box with a knife.
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
        Write me your new address when you know it.
        Open it before you thank me.
        Keep the box, it is pretty.
        I wrap it for you {when}.
        Sit down first, it is a surprise.
        Wait for the driver at the door.
        Show it to the children when they wake up.
        It cost me {amount} dollars, but it is a present.
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
        You are our lucky client of the month!
        A new car is waiting for you.
        We gave away {amount} dollars, and they are yours.
        Your phone number was drawn {when}.
        You won a trip to the beach for two!
        Out of a thousand names we picked yours.
        This is a secret draw for very few.
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
        Pay {amount} dollars for the papers and the prize is yours.
        Type your card number to prove who you are.
        Send your full name and your password at once.
        Click before midnight or it goes to another.
        Give us your bank account and we pay today.
        Answer with the code that we sent to your phone.
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
        My team won the game {when}.
        {name} ran very fast and came second.
        Grandma won at cards again.
        The school gave us a prize for the garden.
        I won {what} at the fair, can you believe it?
        Our song won the contest.
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
        Send me your address, I will bring the cake.
        Put on your best shirt {when}.
        Sing with us at the party.
        Bring your camera, it will be fun.
        Clap for her, she worked hard.
        Tell grandma, she loves good news.
        Next time it is your turn.
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
        Today only: everything costs {amount} dollars.
        We have too many phones, take one for free.
        {what} almost for free, only here.
        You are on our secret list of buyers.
        The price falls every minute on our page.
        The shop of the year opens only for you.
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
        Type your card number before the clock stops.
        Pay {amount} dollars by this link to keep your place.
        Send us your password to see the price.
        Click fast and buy two with your card.
        Give your phone code to get the discount.
        Send the link to ten friends and pay later.
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
        {name} sold the old bicycle for {amount} dollars.
        The store {where} closes next month.
        I looked for {what}, but it was too expensive.
        We bought shoes for the children {when}.
        The market was full of people.
        They sell good bread {where}.
        The shoes were {amount} dollars.
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
        Write to me if the store is closed.
        Bring your own bag.
        Take the bus, there is no place to park.
        Choose the color that you like.
        Wait until the price is lower.
        Look at it first, then decide.
        Buy some fruit on your way home.
        I can lend you {amount} dollars.
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
        Our boss wants you and pays {amount} dollars an hour.
        No school needed: earn while you sleep.
        We read your name and have a place for you.
        Rich people keep this secret from you.
        Your work day will be ten minutes long.
        Earn {amount} dollars {when} with your phone.
        This is a special job for special people.
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
        Pay {amount} dollars for your first lesson.
        Click and type your card to begin.
        Send a photo of your document and your password.
        Give us your bank account for the salary.
        Put {amount} dollars in and take out double.
        Answer yes and pay the small fee today.
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
        I have a new desk by the window.
        {name} leaves the company {when}.
        We finished the big work today.
        My first day went well.
        The office is closed on Friday.
        I have to travel for work {when}.
        They pay me {amount} dollars a week.
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
        Write to me after your first day.
        Sleep early and wear something nice.
        Read the paper again before you sign.
        Come by my office {when}.
        Take a break and eat something.
        Ask {name}, she knows everybody there.
        Go home, you worked enough today.
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
        We saw twenty viruses on your computer.
        Your photos will be gone {when}.
        Your mail box is full and will be closed.
        A stranger knows your password.
        Your phone needs our new program.
        Your internet stops in one hour.
        Special clients get a new phone.
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
        Pay {amount} dollars and we clean it from here.
        Type your mail and your password to keep it.
        Download this file before it is too late.
        Let us into your computer with this code.
        Give us the number of your card for the repair.
        Click on the red button and type your name and code.
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
        I dropped my phone in the river.
        {name} showed me how to use the computer.
        My mail works again.
        The screen is broken, but I can still read.
        I took many photos {where}.
        Our computer is very slow {when}.
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
        You can write to my other number.
        Turn it off and on again.
        Keep it dry and wait one night.
        Show me the photos {when}.
        Take the old one, I do not use it.
        Read it to me, I have no glasses.
        Ask the shop to look at it.
        The repair was {amount} dollars, you can pay half.
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
        Mom, this is my new number, save it.
        I lost my phone and write from another one.
        I am at the hospital and need help fast.
        It is me, do you not know my voice?
        Grandma, I had an accident {when}.
        I cannot tell you more now, trust me.
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
        Send {amount} dollars to my friend's account.
        Pay this bill for me, I give it back tomorrow.
        Do not tell dad, just send the money.
        Buy a gift card and send me the code.
        Type your card here so that I can pay the doctor.
        I need {amount} dollars in one hour, use this account.
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
        Dad made a cake with apples.
        The baby slept all night.
        We visit grandma {when}.
        {name} has a new dog.
        Mom painted the door blue.
        Your sister called from the station.
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
        Our new address is easy to find.
        Wash your hands before dinner.
        Feed the cat, please.
        Bring a coat, it is cold.
        Kiss grandma for me.
        Water the plants {when}.
        Wake me up at seven.
        Take {amount} dollars for the bus.
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
        Doctors hate this simple drink.
        Lose ten pounds in two days.
        Your health plan ends {when}.
        A secret tea makes you young again.
        Never wear glasses again.
        Your test says that you are in danger.
        Special offer: medicine for half the price.
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
        Order now and pay {amount} dollars with your card.
        Click to buy the last bottle.
        Send your document and your card number to keep your plan.
        Pay the doctor {amount} dollars by this link.
        Type your name and your card to get the drops.
        Call and give your bank account for the free box.
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
        My tooth does not hurt any more.
        {name} broke a leg at the game.
        The doctor was happy with my heart.
        I walked for an hour {when}.
        We had soup, and I feel better.
        The nurse was very kind.
        The doctor cost {amount} dollars.
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
        Stay in bed and read a book.
        Eat an apple, it is good for you.
        Take the pills after lunch.
        Walk slowly, there is no hurry.
        Put on a warm coat.
        Drink tea with honey tonight.
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
