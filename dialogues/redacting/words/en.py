"""English words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "zero oh o nought nil",
        "1": "one",
        "2": "two",
        "2_": "twenty",
        "3": "three",
        "3_": "thirty",
        "4": "four",
        "4_": "forty",
        "5": "five",
        "5_": "fifty",
        "6": "six",
        "6_": "sixty",
        "7": "seven",
        "7_": "seventy",
        "8": "eight",
        "8_": "eighty",
        "9": "nine",
        "9_": "ninety",
        "10": "ten",
        "11": "eleven",
        "12": "twelve",
        "13": "thirteen",
        "14": "fourteen",
        "15": "fifteen",
        "16": "sixteen",
        "17": "seventeen",
        "18": "eighteen",
        "19": "nineteen",
        "": "double triple",
    },
    at="at|at sign",
    dot="dot",
    name_is="my name is|my name's|name:|full name:",
    name_may_be="my name|name is|names are|i am called|i'm called|call me|calls me|know me as|"
    "knows me as|they call him|they call her",
    no_name="yes|ok|okay|asap|good|fine|cool|pretty|really|well|quite|unusual|foreign|a|an|the|"
    "not|no|never|very|too|so|hard|difficult|easy|important|strange|funny|long|"
    "short|on|in|at|of|for|also|always|often|only|here|there|this|that|it|my|your|her|his|their|"
    "our|who|what|when|where|if|and|or|but|because|to|from|with|by|old|young|new|known|unknown|"
    "common|rare|beautiful|nice|written|spelled|wrong|back|later|again|now|soon|today|tomorrow|"
    "please|i|you|we|they|he|she|anything|something|nothing|everything|monday|tuesday|wednesday|"
    "thursday|friday|saturday|sunday|finnish|arabic|ukrainian|syrian|kurdish|muslim|christian|god|"
    "everybody|everyone|all|many|thanks|thank|hello|hi|finland|kela|telegram|whatsapp|english",
    joins="and|but|i|from|is|or|thanks|please",
    farewell="best regards|kind regards|regards|best wishes|yours|sincerely|love from|greetings",
    title="mr|mrs|ms|miss|dr|mister",
    person="doctor|teacher|nurse|uncle|aunt|my friend|my friends|my son|"
    "my daughter|my husband|my wife|my brother|my sister|my mother|my father|my neighbour|"
    "my neighbor|my teacher|my boss|my colleague|my child|social worker|my cousin|my baby",
    presents="i am|i'm|this is|it is|it's|here is",
    born="born|date of birth|birth date|birthdate|birthday|b-day|bday|dob",
    months="january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec",
    document="passport|id|identity|residence permit|permit|personal code|identity code|application|"
    "case|client number|customer number|social security|ssn|licence|license|tazkira|"
    "my code|reference number|member number|card number",
    road="street|road|avenue|lane|drive|square|st|rd|ave|boulevard",
    flat="flat|apartment|apt|room|floor|house",
    lives="i live at|we live at|i live in|we live in|my address is|my address|our address is|"
    "address is|address:",
    measure="km|m|min|minute*|hour*|day*|week*|month*|year*|euro*|metre*|meter*|kilometre*|"
    "kilomet*|mile*|people|times|percent|degrees|steps|children|kids",
    phone="phone|tel|telephone|mobile|cell|my number|my number is",
    service="telegram*|instagram*|insta|ig|whatsapp|snapchat|snap|facebook*|fb|tiktok|viber|"
    "signal|messenger|skype|discord|imo|linkedin|vk",
    known_as="is|i am|i'm|as|me|my|name|nick|account|user|id|find|add|there",
)
