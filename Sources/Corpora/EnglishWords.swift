/// The English word lists of the small world.
enum EnglishWords {
  static let women = """
    Alice, Amy, Anna, Beth, Carol, Clara, Diana, Ella, Emma, Eva, Fiona, Hannah, Helen, Irene,
    Jane, Julia, Kate, Laura, Linda, Lucy, Maria, Mary, Mia, Nancy, Nina, Nora, Olivia, Rachel,
    Ruth, Sara, Sofia, Susan, Tina, Vera, Wendy, Zoe
    """

  static let men = """
    Adam, Alan, Arthur, Ben, Bruno, Carl, Charlie, Daniel, David, Eric, Frank, Fred, George,
    Harry, Henry, Hugo, Ian, Jack, James, John, Leo, Luke, Max, Mike, Noah, Oliver, Oscar, Paul,
    Peter, Ralph, Robert, Sam, Simon, Theo, Tom, Victor
    """

  /// Kind | words, with irregular plurals after a slash.
  static let things = """
    toy     | kite, ball, doll, puzzle, robot, whistle, balloon, toy boat, toy train, teddy bear
    clothes | hat, scarf/scarves, coat, shirt, jacket, dress, sweater, cap, belt, skirt
    food    | apple, orange, cake, sandwich, cookie, pear, banana, mango, pie, carrot, melon, peach
    paper   | book, letter, map, notebook, newspaper, postcard, magazine, diary, comic book
    music   | guitar, violin, drum, flute, trumpet
    tool    | hammer, rope, ladder, shovel, broom, brush, saw, bucket
    home    | cup, lamp, clock, mirror, chair, pillow, blanket, basket, bottle, plate, pot, vase
    other   | key, coin, ring, bag, bicycle, shell, stone, flower, watch, flag, wallet, camera
    other   | tent, backpack, box, umbrella, candle, photo, ticket, spoon
    """

  static let animals = """
    dog, cat, horse, cow, duck, hen, goat, sheep/sheep, rabbit, parrot, turtle, frog, mouse/mice,
    fox, owl, squirrel, donkey, goose/geese, pig, monkey, puppy, kitten, lamb, peacock
    """

  /// Kinds | adjectives that go with them.
  static let adjectives = """
    toy clothes paper music tool home other | red, blue, green, yellow, white, black, brown
    toy clothes paper music tool home other | big, small, old, new, beautiful, expensive, strange
    clothes home toy                        | orange, purple, pink, gray
    food                                    | big, small, fresh, sweet, tasty, ugly
    animal                                  | brown, black, white, gray, big, small, old, young
    animal                                  | hungry, tired, sleepy, friendly, shy
    """

  /// Kind | preposition | noun. The preposition is for standing at a place: people stand by a lake,
  /// but swim in it.
  static let places = """
    way   | in   | park
    way   | in   | garden
    way   | in   | square
    way   | at   | farm
    out   | at   | bus stop
    way   | at   | fair
    way   | in   | forest
    way   | in   | yard
    out   | on   | hill
    way   | in   | street
    way   | at   | market
    way   | in   | field
    out   | near | bridge
    way   | at   | playground
    way   | in   | village
    out   | on   | beach
    out   | near | church
    in    | in   | library
    in    | in   | kitchen
    in    | at   | school
    in    | at   | museum
    in    | at   | bakery
    in    | at   | station
    in    | at   | hotel
    in    | at   | theater
    in    | in   | attic
    in    | in   | living room
    in    | at   | bookstore
    in    | in   | garage
    in    | at   | hospital
    in    | at   | restaurant
    in    | at   | office
    water | by   | river
    water | by   | lake
    water | by   | pool
    water | near | pond
    """

  /// One time scale per line, in chronological order.
  static let times = [
    """
    early in the morning, in the morning, before lunch, at noon, after lunch, in the afternoon,
    before dinner, in the evening, after dinner, at night
    """,
    "on Monday, on Tuesday, on Wednesday, on Thursday, on Friday, on Saturday, on Sunday",
    "last summer, last month, last week, yesterday, this morning",
    "in January, in March, in May, in July, in September, in December",
  ]

  /// Base, past, participle | roles (see Verb.Role) | kinds of thing.
  static let thingVerbs = """
    find, found, found             | spot     | toy clothes food paper music tool home other
    buy, bought, bought            | spot     | toy clothes food paper music tool home other
    choose, chose, chosen          | spot     | toy clothes food paper music tool home other
    pick up, picked up, picked up  | spot     | toy clothes food paper tool other
    see, saw, seen                 | spot meet | toy clothes food paper music tool home other
    borrow, borrowed, borrowed     | get      | toy clothes paper music tool home
    win, won, won                  | get      | toy paper music other
    bring, brought, brought        | get      | toy clothes food paper music tool home other
    receive, received, received    | get      | toy clothes food paper music home other
    order, ordered, ordered        | get      | clothes food
    make, made, made               | get      | toy clothes food
    draw, drew, drawn              | meet     | toy clothes food music tool home other
    lose, lost, lost               | meet end | toy clothes paper tool other
    break, broke, broken           | meet end | toy music tool home
    wash, washed, washed           | act      | clothes home
    clean, cleaned, cleaned        | act      | music tool home toy
    fix, fixed, fixed              | act      | toy tool music home
    paint, painted, painted        | act      | toy tool home
    open, opened, opened           | act      | paper
    read, read, read               | act      | paper
    wear, wore, worn               | act      | clothes
    fold, folded, folded           | keep     | clothes paper
    play, played, played           | act      | music
    tune, tuned, tuned             | act      | music
    use, used, used                | act      | tool
    try, tried, tried              | act      | food music
    eat, ate, eaten                | meet end | food
    cut, cut, cut                  | keep     | food
    photograph, photographed, photographed | keep | toy food music home other
    wrap, wrapped, wrapped         | keep     | toy clothes food paper home other
    hide, hid, hidden              | end      | toy clothes food paper music tool home other
    drop, dropped, dropped         | end      | toy food paper tool home other
    sell, sold, sold               | end      | toy clothes paper music tool home other
    forget, forgot, forgotten      | end      | toy clothes paper music tool other
    """

  static let givingVerbs = """
    give, gave, given       | end  | toy clothes food paper music tool home other
    lend, lent, lent        | end  | toy clothes paper music tool home
    show, showed, shown     | keep | toy clothes food paper music tool home other
    send, sent, sent        | end  | toy clothes paper music other
    offer, offered, offered | end  | food toy paper
    """

  static let takingVerbs = """
    take, took, taken          | keep | animal toy clothes food paper music tool home other
    carry, carried, carried    | keep | toy clothes food paper music tool home other
    """

  /// What people do to animals.
  static let petVerbs = """
    see, saw, seen             | spot meet | animal
    feed, fed, fed             | act  | animal
    hug, hugged, hugged        | act  | animal
    follow, followed, followed | act  | animal
    call, called, called       | act  | animal
    watch, watched, watched    | act  | animal
    draw, drew, drawn          | act  | animal
    help, helped, helped       | act  | animal
    find, found, found         | spot | animal
    wash, washed, washed       | act  | animal
    photograph, photographed, photographed | act | animal
    """

  /// What animals do to animals.
  static let animalVerbs = """
    chase, chased, chased      | meet | animal
    follow, followed, followed | meet | animal
    watch, watched, watched    | meet | animal
    scare, scared, scared      | meet | animal
    meet, met, met             | meet | animal
    see, saw, seen             | meet | animal
    wake up, woke up, woken up | meet | animal
    """

  /// Base, past | preposition | kinds of place.
  static let activities = """
    sing, sang                                   | at      | out in water
    dance, danced                                | at      | out in water
    sleep, slept                                 | at      | out in water
    rest, rested                                 | at      | out in water
    laugh, laughed                               | at      | out in
    cry, cried                                   | at      | out in
    wait for a friend, waited for a friend       | at      | out in water
    play games, played games                     | at      | out in water
    tell stories, told stories                   | at      | out in water
    take pictures, took pictures                 | at      | out in water
    drink tea, drank tea                         | at      | out in
    eat lunch, ate lunch                         | at      | out in water
    work, worked                                 | at      | out in
    study, studied                               | at      | out in
    talk to a neighbor, talked to a neighbor     | at      | out in water
    look for a friend, looked for a friend       | at      | out in
    help an old man, helped an old man           | at      | out in water
    plant a tree, planted a tree                 | at      | out water
    have a picnic, had a picnic                  | at      | out water
    jump rope, jumped rope                       | at      | out
    fall down, fell down                         | at      | out in
    swim, swam                                   | inside  | water
    walk, walked                                 | through | way
    run, ran                                     | through | way
    ride, rode                                   | through | way
    go, went                                     | to      | out in water
    drive, drove                                 | to      | out in water
    hurry, hurried                               | to      | out in
    """

  static let animalActivities = """
    sleep, slept             | at      | out water
    rest, rested             | at      | out water
    play, played             | at      | out water
    hide, hid                | at      | out water
    eat, ate                 | at      | out water
    drink water, drank water | at      | out water
    jump, jumped             | at      | out water
    wait, waited             | at      | out water
    walk, walked             | through | way
    run, ran                 | through | way
    run away, ran away       | to      | out
    """

  static let jobs = """
    teacher, doctor, baker, student, singer, nurse, farmer, painter, driver, writer, cook, dentist
    """

  static let connectives = """
    then; later,; after that,; soon; a little later,; then,; some time later,
    """
}
