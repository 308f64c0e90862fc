"""What the invented talks are made of: people, offices, topics and phrases. Nothing here is from a real record."""

from __future__ import annotations

COUNTRIES = (
    ("French", "France"),
    ("Turkish", "Turkey"),
    ("Swedish", "Sweden"),
    ("Polish", "Poland"),
    ("Mexican", "Mexico"),
    ("Egyptian", "Egypt"),
    ("Indian", "India"),
    ("Japanese", "Japan"),
    ("Brazilian", "Brazil"),
    ("Ghanaian", "Ghana"),
    ("Finnish", "Finland"),
    ("Thai", "Thailand"),
)

SURNAMES = {
    "French": ("Verdelain", "Maurevel", "Tessonnier", "Quinterac"),
    "Turkish": ("Karabulgan", "Ozdenizci", "Tanriseven", "Yelkovan"),
    "Swedish": ("Lindverk", "Bergqvale", "Sandstrup", "Oxenmark"),
    "Polish": ("Wrzosnicki", "Brzalski", "Dombrenko", "Zalewicz"),
    "Mexican": ("Arrezola", "Cervantero", "Montellano", "Quirogez"),
    "Egyptian": ("Haddari", "Elmansur", "Nassoury", "Zaghlawi"),
    "Indian": ("Chatterwal", "Ramanujal", "Bhavnesar", "Venkatarani"),
    "Japanese": ("Hoshimori", "Takenouchi", "Kurozawa", "Asanuwa"),
    "Brazilian": ("Pereirinha", "Albuquerro", "Vascondes", "Teixenova"),
    "Ghanaian": ("Asantewah", "Boatengu", "Kwartengua", "Ofosuhene"),
    "Finnish": ("Virtalainen", "Koskimaa", "Harjunen", "Lehtovaara"),
    "Thai": ("Sirikanya", "Charoenwat", "Thanaphon", "Wongsakul"),
}

MEN = ("Emil", "Tarik", "Gustav", "Pavel", "Rodrigo", "Samir", "Arun", "Kenji", "Otavio", "Kofi", "Ilmari", "Somchai")
WOMEN = ("Helene", "Aysel", "Ingrid", "Zofia", "Lucia", "Nadia", "Meera", "Yoko", "Beatriz", "Abena", "Aino", "Malee")

OFFICES = (
    "President",
    "Prime Minister",
    "Foreign Minister",
    "Minister of Trade",
    "Minister of Defense",
    "Ambassador",
    "Deputy Prime Minister",
    "State Secretary",
)

CITIES = ("Stockholm", "Ankara", "Warsaw", "Cairo", "New Delhi", "Tokyo", "Accra", "Helsinki", "Bangkok", "Brasilia")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

TOPICS = (
    "the trade agreement",
    "the draft treaty",
    "the question of the frontier",
    "the price of grain",
    "the fishing dispute",
    "the new railway line",
    "the visit of the parliamentary delegation",
    "the loan for the dam",
    "the situation in the border provinces",
    "the proposal for an armistice commission",
    "the port and its customs house",
    "the exchange of students and engineers",
    "the withdrawal of the last battalions",
    "the joint communique",
    "the oil concession",
    "the transit of goods by river",
    "the quota for cotton and wool",
    "the problem of the refugees",
)

PREDICATES = (
    "required further study",
    "could not be settled before the spring",
    "depended on the attitude of the neighbouring governments",
    "was of the greatest importance to public opinion",
    "had been discussed at length by the experts",
    "would be taken up again at the next meeting",
    "had made little progress since the autumn",
    "deserved a generous and practical solution",
    "was a matter of confidence rather than of money",
    "must not be allowed to poison relations",
    "might be referred to a small committee",
    "had caused serious difficulties in the assembly",
    "would cost about 40 million a year",
    "was close to a satisfactory conclusion",
    "remained an obstacle to closer cooperation",
)

TAILS = (
    "",
    "",
    "",
    " in the coming months",
    " for both sides",
    ", although much depended on the harvest",
    " as long as the present uncertainty lasted",
    ", which nobody in the capital had foreseen",
    " under article 14 of the convention",
    ", and this should be said openly",
)

DIRECT = (
    "We think that {clause}.",
    "I am convinced that {clause}.",
    "Our government has always held that {clause}.",
    "Let me be frank: {clause}.",
    "You know yourselves that {clause}.",
    "It is clear to us that {clause}.",
    "My colleagues have told me that {clause}.",
    "I would not say that {clause}.",
    "We are ready to put in writing that {clause}.",
    "Perhaps {clause}.",
    "People at home ask whether {clause}.",
    "There is no doubt that {clause}.",
)

QUESTIONS = (
    "Do you believe that {clause}?",
    "Is it your impression that {clause}?",
    "May I ask whether {clause}?",
    "How can it be that {clause}?",
)

SHORT = ("Quite so.", "I agree.", "That is correct.", "Of course.", "Not at all.", "We shall see.")

SAID = (
    "said that",
    "replied that",
    "remarked that",
    "pointed out that",
    "stressed that",
    "observed that",
    "explained that",
    "noted that",
    "believed that",
    "emphasized that",
)
ASKED = ("asked whether", "inquired whether", "wondered whether", "wished to know whether")
FRONTED = (
    "Turning to economic matters, {name} {said} {clause}.",
    "To this {name} replied that {clause}.",
    "In reply, {name} {said} {clause}.",
    "After a short pause {name} {said} {clause}.",
    "As for the timetable, {name} {said} {clause}.",
)
ADDRESSED = (
    "{name}, addressing {other}, {said} {clause}.",
    "In reply to {other}'s question, {name} remarked that {clause}.",
    "Asked by {other} about the prospects, {name} answered that {clause}.",
    "Turning to {other}, {name} {asked} {clause}.",
)
CONTINUED = (
    "{pronoun} added that {clause}.",
    "{pronoun} went on to say that {clause}.",
    "In addition, {lower} {said} {clause}.",
    "{Clause}.",
    "There was, in {possessive} view, no doubt that {clause}.",
)
ACTIONS = ("{name} nodded.", "{name} remained silent.", "{name} shrugged {possessive} shoulders.", "{name} smiled.")
NARRATION = (
    "There followed a brief exchange of courtesies.",
    "The meeting was then adjourned for lunch.",
    "At this point the experts joined the meeting.",
    "The conversation took place in a friendly atmosphere.",
    "A short break was taken.",
    "Tea was served.",
)
JOINT = ("{name} and {other} agreed that {clause}.", "Both {name} and {other} expressed the hope that {clause}.")
ASIDES = ("(At this point coffee was brought in.)", "(A map was unrolled.)")
# Inside a speaker's own words: names that begin a sentence and start no turn.
ABOUT_OTHERS = (
    "{other} has seen the same reports.",
    "{other} told me this morning that {clause}.",
    "As {other} said, {clause}.",
    "{absent} writes in a Sunday paper that {clause}.",
)
OTHERS_REPORTED = (
    "{absent} had written to {object} that {clause}.",
    "According to {absent}, {clause}.",
    "This was also what {other} believed.",
)
ABSENT = ("Colonel Brandauvik", "Professor Istvanel", "General Okonjiro")
STAGE = ("laughing", "interrupting", "smiling", "reading")
NOTES = (
    "Not printed.",
    "See the protocol of the previous meeting.",
    "The text of the draft has not been found.",
    "A marginal note in an unidentified hand reads: Keep.",
)
HEADS = ("DOCUMENTS ON EXTERNAL RELATIONS", "RECORDS OF CONVERSATIONS", "CABINET PAPERS, SECOND SERIES")

SITE_ABOVE = (
    "Skip to main content",
    "We use cookies to improve your visit. By continuing you accept our privacy policy.",
    "Home",
    "Browse the collection",
    "Search",
)
SITE_BELOW = (
    "Previous document",
    "Next document",
    "Back to top",
    "Share this page",
    "Terms of use",
    "© National Records Office. All rights reserved.",
)
