/// English questions for evaluation only: never for training or for model selection.
///
/// One per line: kind | passage | question | answers, the best one first.
enum EnglishTypedForMeasuring {
  // swift-format-ignore
  static let lines = """
    same | Ben found a coin near the bridge and Carol found a ring in the park. | What did Carol find? | a ring / the ring
    plain | The puppy woke up Harry in the attic. | Who did the puppy wake up? | Harry
    invented | Tadashi bought a samovar at the market and Linda bought a lamp. | What did Tadashi buy? | a samovar / the samovar
    same | Luke bought a hat at the market. Nina bought a scarf at the fair. Oscar bought a belt at the bookstore. | Where did Nina buy the scarf? | at the fair
    unsaid | Amy bought a hat at the fair. Ben bought a belt on Friday. | When did Amy buy the hat? | I cannot tell
    attribute | Mia bought a red umbrella and a white scarf. | What color was the scarf? | white
    yesno | Tina sold her bicycle to Harry on Thursday. | Did Harry sell the bicycle to Tina? | no
    same | The dog chased a squirrel in the garden, while the fox chased a hen in the yard. | What did the fox chase? | a hen / the hen
    order | Before he bought the lamp, Daniel bought a spoon. | What did Daniel buy first? | a spoon / the spoon
    same | Max lost his key on Monday. Zoe lost her wallet on Thursday. Alan lost his umbrella on Sunday. | When did Zoe lose her wallet? | on Thursday / Thursday
    turned | The wallet was found by Olivia and the ticket was found by James. | Who found the wallet? | Olivia
    howmany | There were two ducks in the pond, four geese by the river and one frog under the bridge. | How many geese were there? | four / four geese
    same | Irene gave a drum to Hugo, but Victor gave a flute to Tina. | Who did Irene give a drum to? | Hugo / to Hugo
    whose | Ruth lost Oscar's camera at the beach. | Whose camera did Ruth lose? | Oscar's / Oscar's camera
    same | Ella took the old camera to the lake last week. Ian took the old camera to the museum yesterday. | Who took the camera to the museum? | Ian
    plain | Laura showed a strange shell to Adam in the library. | What did Laura show to Adam? | a strange shell / the strange shell / a shell / the shell
    attribute | The black dog slept and the brown dog followed Leo. | Which dog followed Leo? | the brown dog / the brown one
    yesno | The fox chased the hen and the dog chased the fox. | Did the dog chase the fox? | yes
    same | Diana fixed a clock in the attic. Daniel fixed a bicycle in the garage. Diana was tired but Daniel was not. | What did Daniel fix? | a bicycle / the bicycle
    invented | Grzegorz lent a theremin to Priya, and Priya lent a drum to Alan. | Who did Grzegorz lend the theremin to? | Priya / to Priya
    unsaid | Charlie found a shell on the beach in May. In July George found a stone. | Where did George find the stone? | I cannot tell
    same | In the morning Sam fed the goat, and after lunch Rachel fed the donkey. | Who fed the goat? | Sam
    order | Anna went to the market first, then to the museum, and later to the pool. | Where did Anna go after the museum? | to the pool / the pool
    same | Fred sent a letter to Helen and Helen sent a postcard to Fred. | What did Helen send to Fred? | a postcard / the postcard
    attribute | Fred lost a small key and Irene lost a big key. | Which key did Irene lose? | the big key / the big one / a big key / a big one
    same | The rabbit slept under the chair. The kitten slept in the basket. The parrot did not sleep. | Where did the rabbit sleep? | under the chair
    plain | Fiona ordered a pie at the bakery on Wednesday. | When did Fiona order a pie? | on Wednesday / Wednesday
    turned | It was Ralph who lost the whistle, not Ella. | Who lost the whistle? | Ralph
    invented | An axolotl hid under the bridge and a turtle hid in the garage. | What hid under the bridge? | an axolotl / the axolotl
    same | Amy read a comic book at the bus stop while Theo read a newspaper at the station. | Where did Theo read? | at the station
    yesno | Leo picked up the old notebook in the park, not in the yard. | Did Leo pick up the notebook in the yard? | no
    howmany | Peter bought three apples and five pears. | How many pears did Peter buy? | five / five pears
    same | Simon wore a green hat on the beach and Eva wore a gray hat at the theater. | Who wore the gray hat? | Eva
    unsaid | Jane sent a letter to Oliver. Eva received a letter too. | Who sent a letter to Eva? | I cannot tell
    order | First Victor sang, then Nora sang, and later Hugo sang. | Who sang before Nora? | Victor
    same | Kate lent a guitar to Paul. Later Paul lent a trumpet to Vera. | Who lent Paul a guitar? | Kate
    whose | Susan borrowed Julia's violin, and Julia borrowed Max's flute. | Whose flute did Julia borrow? | Max's / Max's flute
    attribute | There was a yellow tent near the lake and a blue tent by the river. | What color was the tent by the river? | blue
    plain | Behind the church there was a tired donkey. Beth fed it. | Who fed the donkey? | Beth
    same | Robert hid the ring under a pillow and Sofia hid the key under a vase. Then they had a picnic in the garden. | Where did Sofia hide the key? | under a vase / under the vase
    invented | Paul went to Reykjavik in March and Carol went to Ouagadougou in July. | Where did Carol go? | to Ouagadougou / Ouagadougou
    yesno | Simon tried the orange cap, but he bought the gray cap. | Did Simon buy the gray cap? | yes
    same | The young fox saw a duck by the pond. The old fox saw a goose by the river. | What did the old fox see? | a goose / the goose
    turned | The goose chased Adam in the yard and the goat chased Diana on the hill. | What was Adam chased by? | the goose / by the goose
    same | James danced in the square, Mia danced in the kitchen, and Arthur danced on the bridge. | Who danced in the kitchen? | Mia
    unsaid | Wendy had three animals in the yard. The kitten watched the yellow parrot. The white peacock slept near the ladder. Wendy fed the kitten first. | What color was the kitten? | I cannot tell
    order | Zoe painted the box after she painted the chair. | What did Zoe paint first? | the chair
    same | Last summer Julia swam in the lake, but Bruno swam in the pool. | Where did Bruno swim? | in the pool
    howmany | Alice, Frank and Theo went to the beach, but Kate studied at the library. | How many people went to the beach? | three / three people
    attribute | Vera ate a sweet mango, while John ate an ugly carrot. | What kind of carrot did John eat? | an ugly carrot / ugly / an ugly one
    same | Nancy dropped a plate in the restaurant at noon. Nancy was sleepy. Jane dropped a bottle in the office at night. She cleaned the office with a broom. Robert saw it and laughed. | When did Jane drop the bottle? | at night
    invented | Nkechi found a red floppy disk in the attic. Noah found a blue modem in the garage. | What did Noah find? | a blue modem / the blue modem / a modem / the modem
    plain | Jack forgot his backpack at the hotel on Sunday. | Where did Jack forget his backpack? | at the hotel
    same | On Tuesday Charlie used the ladder in the yard. On Saturday Ruth used the ladder in the library. | Who used the ladder on Tuesday? | Charlie
    yesno | Nancy broke the cup and Jack broke the lamp. | Did Nancy break the lamp? | no
    same | A cow followed Leo to the farm. A goose followed Wendy to the church. | Who did the goose follow? | Wendy
    whose | The puppy was Nina's, but the kitten was Robert's. The puppy slept and the kitten hid. | Whose animal slept? | Nina's / Nina's puppy / Nina's animal
    order | The cat drank water before the dog, and the horse drank water after the dog. | Which animal drank water after the dog? | the horse
    same | Susan ate a pear and a cookie. Mike ate a peach and a sandwich. | Who ate the cookie? | Susan
    turned | Bruno was followed by the cat, and the cat was followed by the turtle. | What did the turtle follow? | the cat
    attribute | The hungry goat ate the purple flower but not the pink flower. | Which flower did the goat eat? | the purple flower / the purple one
    same | The monkey took a banana from Peter, and the squirrel took an orange from Linda. | What did the squirrel take? | an orange / the orange
    invented | Dmitri ate a tasty khachapuri at the restaurant, but Anneke ate a sandwich. | Who ate a sandwich? | Anneke
    yesno | In December Sofia received a postcard from Hugo and Wendy received a letter from Carl. | Did Wendy receive a letter? | yes
    unsaid | Lucy's dog ate a cookie in the kitchen, and a cat drank water. | Whose cat drank water? | I cannot tell
    same | Henry went to the farm with Clara and Ralph on Sunday. Henry drew the horse. Then Clara drew the sheep while the horse slept. Ralph only watched the pigs. Later they drank tea in the garden. | What did Clara draw? | the sheep
    plain | Emma fell down in the street after dinner. | When did Emma fall down? | after dinner
    order | Alan read a magazine, and then he read a diary. Later he read a newspaper. | What did Alan read before the diary? | a magazine / the magazine
    same | Oliver won a balloon at the fair on Sunday. Maria won a doll at the school on Saturday. John won a robot at the fair on Saturday. | Who won something at the fair on Saturday? | John
    howmany | Seven sheep slept on the hill while three mice ate in the kitchen. | How many mice were in the kitchen? | three / three mice
    attribute | Helen wore a black jacket and a green skirt. Eric wore a brown jacket. | What color was Eric's jacket? | brown
    invented | Florbit slept in the observatory while Ian slept in the kitchen. | Where did Florbit sleep? | in the observatory
    same | Hannah painted a box for Noah, but Eric painted a chair for Alice. | Who painted something for Alice? | Eric
    yesno | The owl slept in the afternoon, but it did not sleep at night. | Did the owl sleep at night? | no
    plain | Frank cut the rope with a saw. | What did Frank cut the rope with? | a saw / with a saw / the saw / with the saw
    unsaid | Maria ate a melon before lunch. In the evening Arthur ate in the restaurant. | What did Arthur eat? | I cannot tell
    same | The peacock scared Lucy in the garden, and the mouse scared David in the attic. | What scared David? | the mouse
    turned | Rachel broke the blue vase. The white vase was broken by Victor. | Which vase was broken by Rachel? | the blue vase / the blue one
    whose | Mike's kite was old and Tom's kite was new. | Whose kite was new? | Tom's / Tom's kite
    order | Carol hurried to the station, but first she went to the bookstore. | Where did Carol go first? | to the bookstore / the bookstore
    attribute | The lamb was shy and the pig was friendly. They both rested on the hill. | Which animal was shy? | the lamb
    plain | Carl carried a small mirror to the living room for Olivia. | Where did Carl carry the mirror? | to the living room / the living room
    yesno | David cleaned the mirror after Laura wrapped the vase. | Did Laura wrap the vase before David cleaned the mirror? | yes
    invented | Mary gave a soldering iron to Ximena and a keyboard to Thorvald. | What did Mary give to Thorvald? | a keyboard / the keyboard
    unsaid | Alan tuned the guitar in the living room. Helen was in the attic with a violin. | Did Helen tune the violin? | I cannot tell
    same | Near the pond the puppy met a duck, but in the field the kitten met a squirrel. | Who did the kitten meet? | a squirrel / the squirrel
    plain | Nora fed a shy lamb behind the church. | Where did Nora feed the lamb? | behind the church
    same | Leo dropped a cookie on the bridge. A hungry goose dropped a carrot near the river. | Who dropped the carrot? | a hungry goose / the hungry goose / the goose / a goose
    attribute | Alice wore a yellow coat and a purple cap. A monkey took the cap and ran away. | What color was the coat? | yellow
    unsaid | Before lunch Zoe found a shell. Ben found a whistle in the garden, and a goat followed him. | When did Ben find the whistle? | I cannot tell
    order | In the yard the frog woke up first. Then the turtle woke up, and after the turtle the duck. The kitten woke up last. | Who woke up before the turtle? | the frog
    same | Tina lost her cap at the fair and Luke lost his cap at the beach. A monkey found Luke's cap. | Where did Tina lose her cap? | at the fair
    whose | The goat ate Fiona's sandwich and the parrot took Theo's banana. | Whose banana did the parrot take? | Theo's / Theo's banana
    invented | Anneliese found a yo-yo in the yard, and her puppy found a spoon. | What did Anneliese find? | a yo-yo / the yo-yo
    howmany | Clara picked up four shells on the beach, and Hugo picked up seven stones. | How many shells did Clara pick up? | four / four shells
    same | On Monday Peter gave the red kite to Wendy. On Thursday Wendy gave the kite to Sam. | Who gave the kite to Sam? | Wendy
    yesno | While the fox hid in the forest, the rabbit slept in the field. | Did the rabbit hide in the forest? | no
    turned | The big pie was eaten by a hungry pig, and the small cake was eaten by Oscar. | What did the pig eat? | the big pie / the pie
    same | Ella sang in the living room while Amy sang in the kitchen. The parrot danced in the attic. | Who sang in the kitchen? | Amy
    plain | Yesterday Charlie showed his old toy boat to Hannah. | Who did Charlie show the toy boat to? | Hannah / to Hannah
    attribute | The white hen followed Ruth to school, but the black hen followed Max to the bakery. | Which hen followed Max? | the black hen / the black one
    order | First Eva washed the dog, then she washed the donkey, and later she washed the pig. | Which animal did Eva wash last? | the pig
    unsaid | The squirrel ran away because an owl chased it. The mouse ran away too. | Who chased the mouse? | I cannot tell
    attribute | The fox was hungry, the goose was shy and the rabbit was sleepy, but they played games in the field. | Which animal was shy? | the goose
    same | Victor drew a horse at noon. Lucy drew a horse too, but after dinner. | When did Lucy draw a horse? | after dinner
    same | Harry lent his umbrella to Sara at the bus stop, and Irene lent her umbrella to Paul at the station. | To whom did Irene lend her umbrella? | Paul / to Paul
    invented | A capybara slept near the pool while a duck slept near the lake. | Who slept near the pool? | a capybara / the capybara
    yesno | Susan carried the bucket and George carried the ladder. A goat followed George and a lamb followed Susan. | Did the lamb follow Susan? | yes
    order | Noah fed the pig before the geese, but he fed the donkey last. | Who did Noah feed after the geese? | the donkey
    attribute | Noah's balloon was orange and Linda's balloon was pink. The cat broke the orange balloon. | What colour was Linda's balloon? | pink
    plain | This morning a parrot woke up Robert. | Who woke up Robert? | a parrot / the parrot
    whose | At the fair Julia wore Beth's skirt, and Diana wore Julia's dress. | Whose dress did Diana wear? | Julia's / Julia's dress
    same | In July the pigs slept in the garage. In December they slept in the kitchen. | Where did the pigs sleep in July? | in the garage
    turned | The geese ran away. It was Alan who scared them, because he played the drum. Arthur photographed the geese. | Who was it that photographed the geese? | Arthur
    same | The kitten hid under a pillow and the puppy hid under a blanket, but the hen hid in a basket. | Who hid under the blanket? | the puppy
    howmany | Three ducks swam in the pond and five frogs jumped. Then two ducks ran away. | How many ducks ran away? | two / two ducks
    unsaid | Carol and Fred had a picnic by the river. Carol brought a tasty pie. | What did Fred bring? | I cannot tell
    order | Before lunch Simon rode the donkey. After lunch he rode the horse, and in the evening he rode a cow. | What did Simon ride after the horse? | a cow / the cow
    same | Olivia wrapped a doll for Kate and Kate wrapped a drum for Olivia. | Who wrapped the drum? | Kate
    invented | Zuberi gave the goat a carrot, and Ottoline gave the sheep an apple. | Who gave the sheep an apple? | Ottoline
    attribute | Ian painted the big chair gray and the small chair white. | What color did Ian paint the big chair? | gray / grey
    same | The dog woke James up on Tuesday and the cat woke him up on Friday. | Who woke James up on Friday? | the cat
    yesno | Helen dropped a bottle in the garage, but it was the kitten that dropped the plate. | Did Helen drop the plate? | no
    plain | Last week Nancy sold her sweater to Vera. | What did Nancy sell? | her sweater / Nancy's sweater / a sweater / the sweater
    same | John found a coin near the church and Anna found a coin under the bridge. The coin that John found was very old. | Where did Anna find a coin? | under the bridge
    unsaid | A brown rabbit ate a carrot in the garden. Later a goat ate Emma's hat. | Where did the goat eat the hat? | I cannot tell
    same | Rachel played the flute and Carl played the trumpet, while the monkey played the drum. | Who played the trumpet? | Carl
    attribute | Jane had a green backpack and a blue tent. A squirrel hid in the backpack. | What colour was the backpack? | green
    turned | The dog was chased by a goose, and the goose was chased by Eric. | Who was the goose chased by? | Eric / by Eric
    same | On Saturday there was a fair. Bruno told stories in the library, and Maria told stories in a big tent. A tired dog slept in the garden. | Where did Maria tell stories? | in a big tent / in the big tent / in a tent / in the tent
    invented | Frank ate a kumquat before lunch and a pear after lunch. | What did Frank eat before lunch? | a kumquat / the kumquat
    howmany | Laura made six cookies for David and two cookies for the puppy. | How many cookies did Laura make for David? | six / six cookies
    same | The owl watched Adam, Adam watched the mouse, and the mouse watched a cookie. | Who watched the mouse? | Adam
    order | Sofia bought a brush, then a mirror, and then a candle. The dog broke the mirror. | What did Sofia buy first? | a brush / the brush
    attribute | A black cat slept on the old sweater and a gray cat slept on the new coat. | Which cat slept on the sweater? | the black cat / the black one / a black cat / a black one
    whose | A puppy slept on Tom's jacket while a kitten slept on Henry's jacket. | Whose jacket did the puppy sleep on? | Tom's / Tom's jacket
    same | Alice called the dog and Jack called the donkey. But the dog followed Jack, and the donkey followed Alice! | Who followed Alice? | the donkey
    unsaid | Ralph gave a flower to Zoe. Oliver gave a flower to a friend too, and everybody laughed. | What is the name of Oliver's friend? | I cannot tell
    yesno | The lamb was tired but the goat was hungry. The lamb slept in the yard and the goat ate a scarf. | Was the goat hungry? | yes
    same | At the fair Amy won a teddy bear. Her friend Nina won a whistle, and Theo won only a small spoon. Then a goat ate the whistle. | Who won the whistle? | Nina
    invented | Emma's hamster ate a cookie and Leo's parrot ate a melon. | Who ate the cookie? | Emma's hamster / the hamster
    plain | On Saturday Mary and her puppy had a picnic on the hill. | Where did Mary and her puppy have a picnic? | on the hill
    same | Hugo broke a pot in the morning. In the afternoon a goat broke another pot. | When did Hugo break a pot? | in the morning
    order | Wendy danced after the monkey, and the monkey danced after Max. | Who danced first? | Max
    attribute | Lucy wore a white dress with a brown belt, and Sara wore a red dress with a black belt. | What color was Sara's belt? | black
    same | Sam lost a ring at the beach and found a key. Linda lost a wallet on the bridge and found Sam's ring. | What did Linda lose? | a wallet / the wallet
    turned | A letter was sent to Paul by Irene, and a postcard was sent to Irene by Peter. | Who sent Irene a postcard? | Peter
    invented | Tadeusz followed a fox to the river, but Ximena followed a peacock. | Who followed the fox? | Tadeusz
    same | A goose scared Nora by the lake, and Nora cried. After lunch the same goose scared Ben on the hill, but Ben laughed. | Where did the goose scare Ben? | on the hill
    unsaid | Diana's umbrella was pink. Daniel forgot his umbrella at the bus stop, and a frog hid under it. | What color was Daniel's umbrella? | I cannot tell
    yesno | Victor cut the melon while Clara washed the plates. Then the pig ate the melon. | Did Clara cut the melon? | no
    yesno | Tina hid the old doll and Kate hid the new doll. A mouse found the new doll. | Did the mouse find the doll that Kate hid? | yes
    same | Mia borrowed a book from Anna and a comic book from James. | Who did Mia borrow the book from? | Anna / from Anna
    plain | The shy turtle hid because the drum scared it. | What scared the turtle? | the drum
    order | Ella went to the museum, but first she went to the bakery. After the museum she went to the pool. | Where did Ella go before the museum? | to the bakery / the bakery
    same | A cow drank water from a bucket and a horse drank water from a pot, while a hen drank tea from a cup. | Who drank water from the bucket? | a cow / the cow
    whose | Oscar's frog jumped on a plate, and Julia's frog jumped on a pie. | Whose frog jumped on the pie? | Julia's / Julia's frog
    attribute | Harry found a strange stone and a beautiful shell. A parrot took the shell. | What kind of stone did Harry find? | a strange stone / strange / a strange one
    invented | Simon played games in a hotel, but Beth played games in a lighthouse. | Where did Beth play games? | in a lighthouse / in the lighthouse
    same | In the garage Susan fixed the clock. Arthur fixed the toy train and George fixed the lamp. Then the puppy broke the lamp again. | Who fixed the lamp? | George
    howmany | Vera had nine candles on her cake, and Fred had eight candles on his cake. | How many candles did Fred have on his cake? | eight / eight candles
    plain | Early in the morning Alan jumped rope with Carol in the playground. | When did Alan jump rope? | early in the morning
    same | Eva showed a photo to Helen, Helen showed it to Eric, and Eric showed it to the cow. | Who showed the photo to Eric? | Helen
    attribute | Rachel chose the purple balloon and the sleepy monkey chose the yellow balloon. | Which balloon did the monkey choose? | the yellow balloon / the yellow one
    turned | It was the rabbit that the owl followed. The fox followed the hen. | Who followed the rabbit? | the owl
    invented | Jack forgot his harmonica at school, and Mary forgot her camera on the beach. | What did Jack forget? | his harmonica / Jack's harmonica / a harmonica / the harmonica
    unsaid | On Wednesday Maria painted a peacock for Frank. Henry painted too, in the garage. | What did Henry paint? | I cannot tell
    same | While John slept in the tent, a lamb slept on his backpack and a duck slept on his hat. | Where did the duck sleep? | on his hat / on John's hat / on the hat
    invented | Hannah bought a violin in Ljubljana, and then she bought a drum in Timbuktu. | Where did Hannah buy the drum? | in Timbuktu / Timbuktu
    plain | On Sunday a friendly parrot sang to Sofia at the station. | Who did the parrot sing to? | Sofia / to Sofia
    """
}
