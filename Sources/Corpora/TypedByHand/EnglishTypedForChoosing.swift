/// English questions for model selection.
///
/// One per line: kind | passage | question | answers, the best one first.
enum EnglishTypedForChoosing {
  // swift-format-ignore
  static let lines = """
    same | Clara bought a melon at the market, and Hugo bought a pie at the bakery. | What did Hugo buy? | a pie
    plain | Nancy found a shell on the beach. | Where did Nancy find the shell? | on the beach
    attribute | Mary wore a purple dress and a white hat. | What colour was the dress? | purple
    same | Oscar fed the goat. Wendy fed the donkey. Ian fed the geese. | Who fed the donkey? | Wendy
    invented | Kwabena borrowed a ladder and Tom borrowed a rope. | Who borrowed the ladder? | Kwabena
    yesno | George found the key in the yard, and Beth found the coin there. | Did Beth find the key? | no
    same | On Monday Nora washed the horse, but on Friday Theo washed it. | When did Theo wash the horse? | on Friday
    order | First Sofia bought an orange, then she bought a pie, and later she bought two pears. | What did Sofia buy first? | an orange
    turned | The pig was washed by Noah and the lamb was washed by Helen. | Who washed the lamb? | Helen
    same | On Wednesday Max and Ruth were at the lake. Max slept in a small tent. Ruth slept under the bridge. At night an owl woke Max up. | Where did Ruth sleep? | under the bridge
    unsaid | Wendy bought a skirt on Tuesday. Charlie bought a belt. | When did Charlie buy the belt? | I cannot tell
    howmany | Ben ate three cookies and Amy ate five cookies. | How many cookies did Amy eat? | five
    plain | Last summer Bruno tuned the old violin in a hotel. | When did Bruno tune the violin? | last summer
    same | A fox chased the hens near the river. Later a puppy chased the ducks by the pond. | What did the puppy chase? | the ducks
    whose | Ruth wore Hannah's jacket, and Hannah wore Vera's coat. | Whose coat did Hannah wear? | Vera's
    same | Robert sent a postcard to Vera. Laura sent a letter to Adam. | Who did Robert send a postcard to? | Vera / to Vera
    attribute | There was a red bucket near the pool and a green bucket near the tent. | Which bucket was near the tent? | the green bucket / the green one
    invented | Ingrid bought a theremin at the fair, but Carol bought a drum. | What did Ingrid buy? | a theremin
    same | Peter lost his wallet at the station. Irene lost her wallet too, but she lost it on the beach. | Where did Irene lose her wallet? | on the beach
    order | In the morning Alice went to the library. Then she went to the bakery and ate a cookie. Later she walked to the museum and rested there. | Where did Alice go after the bakery? | to the museum
    yesno | The young horse ran across the field while the old horse slept. | Did the old horse sleep? | yes
    same | The turtle hid under the blanket and the rabbit hid behind the box. | Where did the turtle hide? | under the blanket
    plain | A hungry monkey ate my mango. | Who ate the mango? | a hungry monkey
    same | Tina gave the trumpet to Leo. Leo gave a drum to Sam. | Who received the trumpet? | Leo
    attribute | Theo has a small brown dog. Fiona has a big black dog. | What color is Theo's dog? | brown
    unsaid | Mia chose a doll. Oscar chose a teddy bear in a bookstore. | Where did Mia choose the doll? | I cannot tell
    same | Kate cut a pear, Paul cut a peach and Zoe cut a carrot. | Who cut the peach? | Paul
    turned | It was Jack who planted a tree behind the school. David planted a tree in the park. | Who planted a tree behind the school? | Jack
    invented | Last month Maria went to Zorbinville and Fred went to the farm. | Where did Maria go? | to Zorbinville
    same | Fred had the umbrella in the morning, but Nina had it in the evening. | Who had the umbrella in the morning? | Fred
    order | Eva sang after Oliver, and Henry sang after Eva. | Who sang first? | Oliver
    howmany | There were two owls, four squirrels and one fox in the forest. | How many squirrels were in the forest? | four
    same | Julia folded the big tent in the garage. Eric folded a gray blanket in the yard. | What did Eric fold? | a gray blanket
    plain | Rachel lent her camera to Mike. | Who did Rachel lend the camera to? | Mike / to Mike
    yesno | Clara read the letter in the living room on Sunday, and her friend Amy read it on Saturday. | Did Clara read the letter on Saturday? | no
    attribute | On Sunday Julia had two kittens in the living room. The shy kitten hid in a bag, but the friendly kitten played with a ball. Later Julia fed the friendly kitten. | Which kitten hid in the bag? | the shy kitten / the shy one
    same | In March Alan won a guitar. In July Diana won a bicycle. | Who won something in July? | Diana
    invented | A blue axolotl watched the frog in the pond, and a duck watched the turtle. | What watched the frog? | a blue axolotl
    whose | Frank's bicycle is red and Eric's bicycle is green. Luke rode the green bicycle to the market. | Whose bicycle did Luke ride? | Eric's
    same | A squirrel followed Mia to the church, but a lamb followed Ben to the school. | Who did the lamb follow? | Ben
    unsaid | Rachel gave Henry a photo. Ralph received a postcard. | Who gave Ralph the postcard? | I cannot tell
    order | Before Tom washed the cup, he washed the pot. | What did Tom wash first? | the pot
    same | David read a newspaper in the office before lunch, and Olivia read a magazine at the bus stop after lunch. | When did David read the newspaper? | before lunch
    turned | The black cat chased the mouse, and the brown dog chased the cat. | Who was the cat chased by? | the brown dog / by the brown dog
    plain | Daniel was tired and rested on the bridge. | Who rested on the bridge? | Daniel
    same | The monkey took the banana from Harry. The parrot took the cookie from Susan. | Which animal took the cookie? | the parrot
    attribute | Adam picked up a yellow balloon, and Zoe picked up a pink balloon. | What color was the balloon that Adam picked up? | yellow
    invented | Yuki sent the samovar to Prakash. Anna sent a lamp to Paul. | Who did Yuki send the samovar to? | Prakash / to Prakash
    same | There was a strange week in the village. On Monday Helen broke a plate in the kitchen. On Tuesday Arthur broke a vase in the hotel. On Thursday Sara broke a cup in the restaurant, and a tired goat slept in the church. | What did Arthur break? | a vase
    yesno | Mike cleaned the mirror. Then Susan cleaned the lamp with a brush. | Did Susan use a brush? | yes
    howmany | Kate saw six sheep in the field. Later she saw two cows there. | How many cows did Kate see? | two
    same | Carl waited for a friend near the theater while Emma waited for a friend outside the museum. | Who waited near the theater? | Carl
    order | The puppy slept on a blanket after it played in the yard. | What did the puppy do first? | it played in the yard / played in the yard / it played
    unsaid | There was a yellow kite in the garage. Jane had a flag. | What colour was the flag? | I cannot tell
    same | Yesterday Lucy borrowed a saw from Henry and this morning Ralph borrowed a hammer from Jane. In the afternoon Ralph fixed the ladder and Lucy cut a rope. | What did Lucy borrow? | a saw
    plain | After dinner Jane opened the small box. There was a ring in it. | What was in the box? | a ring
    invented | Victor hid his wallet behind the pagoda, and Lucy hid her ring in the planetarium. | Where did Lucy hide her ring? | in the planetarium
    attribute | Laura sold the old clock but not the new clock. | Which clock did Laura sell? | the old clock / the old one
    same | At night the animals met in the forest. The old owl watched a mouse. The cat watched a frog near the river, and the fox watched a hen. Later the frog ran away. | What did the owl watch? | a mouse
    whose | There were two rabbits at the fair. Carol's rabbit was shy and hid in a basket. Peter's rabbit was hungry and ate a carrot. | Whose rabbit ate the carrot? | Peter's
    same | Beth showed her ring to Victor, and Carol showed her watch to Simon. | What did Carol show to Simon? | her watch
    yesno | Alan bought a flower at the market. He gave it to Diana, and Diana gave it to Emma. | Did Emma receive a flower? | yes
    turned | Sofia wrapped the puzzle and Arthur wrapped the robot. | What was wrapped by Arthur? | the robot
    order | John drew a peacock, but first he drew a pig. Later he drew a goose. | What did John draw first? | a pig
    same | Hannah hid a coin under the pillow. Noah hid a coin in the basket. | Where did Noah hide a coin? | in the basket
    plain | The old donkey sleeps behind the church. | Where does the donkey sleep? | behind the church
    unsaid | A turtle followed the duck to the river. There the duck met a frog. | Who did the frog follow? | I cannot tell
    invented | Snorf the donkey ate a carrot. Blixie the hen ate an apple. | Who ate the apple? | Blixie / Blixie the hen
    attribute | The gray goose followed the white goat to the pond. | What colour was the goat? | white
    same | George rode to the lake, Anna walked to the lake and Luke drove to the lake. | Who drove to the lake? | Luke
    howmany | Harry had seven candles. He gave three candles to Irene. | How many candles did he give to Irene? | three
    yesno | A puppy scared the goose near the lake, and then the goose ran away. | Did the goose scare the puppy? | no
    turned | It was in the attic that Olivia forgot her violin. She forgot her flute at the theater. | Where was the violin forgotten? | in the attic
    unsaid | Daniel and Nora went to the station in the evening. Daniel had a backpack and Nora had a bag. Daniel lost his ticket. Nora laughed. | What did Nora lose? | I cannot tell
    plain | Linda and Jack danced in the square on Saturday. | Who danced in the square? | Linda and Jack / Jack and Linda
    same | Charlie made a sandwich for Amy. Amy made a cake for Frank. | Who did Amy make the cake for? | Frank / for Frank
    attribute | Sam ordered a tasty pie and a fresh melon at the restaurant. | What was fresh? | a fresh melon / the melon
    order | First Ella showed the map to James. Then James showed it to Wendy, and later Wendy showed it to Ian. | Who showed the map last? | Wendy
    invented | Carl photographed a capybara at the farm, but Xiomara photographed a peacock. | What did Carl photograph? | a capybara
    whose | Nina lost her notebook at the library. Simon found it and read it. | Whose notebook did Simon read? | Nina's
    """
}
