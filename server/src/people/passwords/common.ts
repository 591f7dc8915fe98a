// What guessers try first. Not a list of everything that ever leaked, but of the words that such lists are made of: what is
// put before and behind a word (digits, years, an exclamation mark) and what looks like its letters (0 for o) is undone first,
// so each word stands for the thousands of its dressings.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Bases of common passwords, in lower case, without digits. */
const usual = words(`
  password passwort passw pass passphrase secret letmein letmeinnow welcome welcomehome login signin logon access admin administrator
  root user username guest test testing tester default changeme changeit changethis temp temporary master superuser super manager
  system server computer internet network wireless router windows microsoft google facebook instagram twitter youtube netflix amazon
  iloveyou iloveu loveyou loveme lovely lover love forever together babygirl babyboy baby babe honey sweetheart sweetie darling angel
  princess prince queen king sunshine sunflower rainbow butterfly flower flowers rose roses lily daisy cupcake cookie cookies chocolate
  cherry strawberry banana apple orange lemon peanut pepper ginger coffee pizza cheese bacon butter sugar candy
  monkey dragon tiger lion eagle falcon hawk wolf wolves bear bears panda kitty kitten cat cats dog dogs puppy pony horse horses
  dolphin dolphins turtle spider phoenix unicorn rabbit mustang bronco broncos cowboy cowboys cowgirl
  football baseball basketball soccer hockey tennis golf golfer fishing hunter hunting racing nascar wrestling lacrosse volleyball
  batman superman spiderman ironman starwars starwar jedi skywalker pokemon pikachu mario zelda minecraft fortnite roblox naruto
  shadow ninja samurai killer hunter warrior knight wizard magic matrix trustno trustnoone blink hello hellohello goodbye whatever
  nothing something anything everything freedom liberty america american patriot soldier marine marines army navy airforce police
  jesus jesuschrist christ christian god godislove blessed blessing faith church heaven
  summer winter spring autumn january february march april may june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday holiday christmas halloween birthday vacation
  michael jennifer jessica ashley amanda daniel joshua matthew andrew anthony william robert thomas charlie george jordan taylor
  maggie buddy bailey buster cooper tucker rocky lucky bella molly sadie max jack jackson harley harleydavidson chevy ford dodge toyota
  samsung iphone apple android nokia sony playstation nintendo xbox gamer gaming player
  mother father mommy daddy mom dad family friends friend bestfriend sister brother grandma grandpa children kids
  money dollar dollars rich lottery winner success business company office work worker job jobs money
  black white purple yellow green silver golden diamond crystal pink blue red
  qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc wasd
  abc abcd abcde abcdef abcdefg abcdefgh abcdefghi aaa xxx zzz
  contrasena contrasenia clave secreto hola amor teamo tequiero teamomucho mivida corazon princesa princesita hermosa bonita bebe
  estrella mariposa sol luna cielo dios jesucristo mexico guadalupe america chivas aguilas futbol barcelona realmadrid
  familia mama papa hijo hija amigo amigos amiga bienvenido cambiame
`);

/** What somebody would think of here first. */
const ofThisPlace = words(`
  pathway pathways pathwayks pathwaysks kansas kansasks kansan kansascity kc kcmo wichita topeka olathe overland overlandpark lawrence
  manhattan salina hutchinson leavenworth garden gardencity dodgecity emporia liberal pittsburg hays newton derby shawnee lenexa
  sedgwick johnson johnsoncounty douglas riley wyandotte jayhawk jayhawks rockchalk rockchalkjayhawk wildcat wildcats emaw shocker
  shockers wushock wsutech butler butlercc chiefs chiefskingdom chiefsnation royals sporting mahomes patrickmahomes kelce sunflowerstate
  wizardofoz dorothy toto tornado tornados prairie wheat wheatstate midwest meadowlark buffalo boeing spirit cessna textron beechcraft
  kansasworks workforce workforcecenter career careers training trainee employer employment resume student school college
  university teacher nurse nursing welder welding trucker
`);

export const commonBases: ReadonlySet<string> = new Set([...usual, ...ofThisPlace]);

/** Rows of the keyboard, the alphabet and the digits, forwards; what lies in one of them, either way, is no password. */
export const runs: readonly string[] = [
  "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiop", "azertyuiop",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp", "q1w2e3r4t5y6u7i8o9p0", "!@#$%^&*()", "147258369", "159357", "741852963",
];
