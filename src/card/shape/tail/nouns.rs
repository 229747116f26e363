//! Words that tell whether a complement is worth asking, in lower case and sorted.

/// Prepositions and verbs behind which only a sample or a comparison stands.
pub(super) const SAMPLING: &[&str] = &["e.g", "including", "like", "such", "besides", "regarding"];
/// Nouns that say how much of something there is, and nothing of what it is.
#[rustfmt::skip]
pub(super) const MEASURES: &[&str] = &[
    "amount", "bit", "bunch", "couple", "degree", "form", "kind", "level", "lot", "majority",
    "number", "one", "pair", "part", "percent", "piece", "plenty", "portion", "range", "rest",
    "series", "set", "some", "sort", "sorts", "type", "types", "variety", "way", "ways",
];
/// Nouns that say nothing of a subject but that it matters.
#[rustfmt::skip]
pub(super) const EMPTY: &[&str] = &[
    "aspect", "challenge", "component", "element", "example", "factor", "form", "instance", "key",
    "part", "piece", "reason", "skill", "step", "tool", "way",
];
/// Nouns that make a set phrase with the preposition before them.
#[rustfmt::skip]
pub(super) const IDIOMS: &[&str] = &[
    "addition", "advance", "behalf", "case", "cases", "contrast", "core", "end", "essence",
    "fact", "favor", "first", "front", "general", "hand", "heart", "least", "light", "mind",
    "once", "order", "own", "particular", "place", "practice", "process", "reality", "regard",
    "scenario", "scenarios", "sense", "situation", "situations", "spite", "terms", "time",
    "times", "track", "turn", "way", "ways",
];
/// Nouns that say at which rate or place in a row something is done.
#[rustfmt::skip]
pub(super) const EXTENTS: &[&str] = &[
    "cost", "end", "expense", "level", "pace", "point", "price", "rate", "scale", "speed", "stage",
];
/// Nouns of time, asked by "how long".
#[rustfmt::skip]
pub(super) const SPELLS: &[&str] = &[
    "centuries", "century", "day", "days", "decade", "decades", "hour", "hours", "minute",
    "minutes", "moment", "month", "months", "period", "periods", "week", "weeks", "year", "years",
];
/// Nouns for people, as objects asked by "whom".
#[rustfmt::skip]
pub(super) const PEOPLE: &[&str] = &[
    "adolescents", "adults", "advisor", "advisors", "analysts", "artists", "athletes", "audience",
    "author", "beginners", "boss", "bosses", "buyer", "buyers", "candidate", "candidates",
    "caregiver", "caregivers", "ceo", "ceos", "child", "children", "client", "clients",
    "clinician", "clinicians", "co-founder", "co-founders", "coach", "coaches", "cofounder",
    "cofounders", "colleague", "colleagues", "competitor", "competitors", "consultant",
    "consultants", "consumer", "consumers", "contractor", "contractors", "couples", "coworker",
    "coworkers", "creator", "creators", "customer", "customers", "designer", "designers",
    "developer", "developers", "director", "directors", "doctor", "doctors", "employee",
    "employees", "employer", "employers", "engineer", "engineers", "entrepreneur",
    "entrepreneurs", "executive", "executives", "expert", "experts", "families", "founder",
    "founders", "freelancer", "freelancers", "friend", "friends", "hire", "hires", "hosts",
    "individuals", "investor", "investors", "kids", "lawyer", "lawyers", "leader", "leaders",
    "learner", "learners", "listener", "listeners", "manager", "managers", "marketer",
    "marketers", "member", "members", "mentor", "mentors", "musicians", "nurses", "operators",
    "owner", "owners", "parent", "parents", "partner", "partners", "patient", "patients", "peer",
    "peers", "people", "person", "physician", "physicians", "pms", "politicians", "practitioners",
    "professional", "professionals", "prospects", "prosumer", "psychiatrist", "psychiatrists",
    "psychologist", "psychologists", "readers", "recruiter", "recruiters", "regulator",
    "regulators", "researcher", "researchers", "reviewer", "reviewers", "riders", "salespeople",
    "salesperson", "scientist", "scientists", "seller", "sellers", "shareholder", "shareholders",
    "specialists", "spouse", "stakeholder", "stakeholders", "student", "students", "subscriber",
    "subscribers", "superiors", "supervisor", "supervisors", "supplier", "suppliers", "teacher",
    "teachers", "teammates", "tenants", "therapist", "therapists", "trainer", "trainers", "user",
    "users", "vendor", "vendors", "viewers", "volunteer", "volunteers", "voters", "women",
    "workers", "writers",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [MEASURES, EMPTY, EXTENTS, IDIOMS, SPELLS, PEOPLE] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
