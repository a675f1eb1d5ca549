//! Holds every request the bot makes to the published Bot API.
//!
//! A fake server written by the same hands as the bot would share the bot's misreadings. The
//! machine-readable description of the Bot API is the third party: methods, required and known
//! parameters, types to any depth, and the lengths named in the descriptions. Knows nothing of
//! what the bot should say.

use std::collections::HashMap;
use std::path::Path;

use regex::Regex;
use serde_json::Value;

/// Where the description lies when it is there at all; it is not part of this repository.
const FILE: &str = "../shared/telegram/bot-api-10.1.json";

/// The methods and types of the Bot API.
pub(crate) struct Spec {
    methods: HashMap<String, (String, Fields)>,
    types: HashMap<String, Type>,
    length: Regex,
    constant: Regex,
}

type Fields = Vec<Field>;

struct Field {
    name: String,
    types: Vec<String>,
    required: bool,
    description: String,
}

enum Type {
    Object(Fields),
    OneOf(Vec<String>),
}

impl Spec {
    /// Reads the description; `None` where the file is absent, which is said once on the console.
    pub(crate) fn load() -> Option<Spec> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("SKIPPED: {FILE} is absent, requests are not checked against the Bot API");
            return None;
        };
        let root: Value = serde_json::from_slice(&bytes).expect("the description is JSON");
        let methods = root["methods"].as_object().expect("methods").iter();
        let types = root["types"].as_object().expect("types").iter();
        Some(Spec {
            methods: methods.map(|(name, body)| (name.to_lowercase(), (name.clone(), fields(body)))).collect(),
            types: types.map(|(name, body)| (name.clone(), kind(body))).collect(),
            length: Regex::new(r"(\d+)-(\d+) ([cC]haracters|[bB]ytes)").expect("fixed pattern"),
            constant: Regex::new(r#"must be "?([a-z_]+)"?"#).expect("fixed pattern"),
        })
    }

    /// The method's name as documented; the server takes any case.
    pub(crate) fn method(&self, name: &str) -> Option<&str> {
        self.methods.get(&name.to_lowercase()).map(|(name, _)| name.as_str())
    }

    /// Everything about a request that the description forbids; empty for a good one.
    pub(crate) fn check(&self, method: &str, body: &Value) -> Vec<String> {
        let Some((name, fields)) = self.methods.get(&method.to_lowercase()) else {
            return vec![format!("{method}: there is no such method")];
        };
        self.object(fields, body).into_iter().map(|wrong| format!("{name}{wrong}")).collect()
    }

    fn object(&self, fields: &Fields, body: &Value) -> Vec<String> {
        let Some(map) = body.as_object() else {
            return vec![format!(": {body} is not an object")];
        };
        let mut wrong = Vec::new();
        for field in fields {
            match map.get(&field.name) {
                None if field.required => wrong.push(format!(".{} is missing", field.name)),
                None => {}
                Some(value) => {
                    let parsed = map.contains_key("parse_mode");
                    wrong.extend(self.field(field, value, parsed).into_iter().map(|w| format!(".{}{w}", field.name)));
                }
            }
        }
        for name in map.keys() {
            if !fields.iter().any(|field| field.name == *name) {
                wrong.push(format!(".{name} is not known"));
            }
        }
        wrong
    }

    fn field(&self, field: &Field, value: &Value, parsed: bool) -> Vec<String> {
        let mut wrong = self.any(&field.types, value);
        if let (Some(text), Some(found)) = (value.as_str(), self.length.captures(&field.description)) {
            let least: usize = found[1].parse().expect("digits");
            let most: usize = found[2].parse().expect("digits");
            let bytes = found[3].eq_ignore_ascii_case("bytes");
            let after_parsing = field.description.contains("parsing") && parsed;
            let text = if after_parsing { super::html::plain(text).unwrap_or_default() } else { text.into() };
            let length = if bytes { text.len() } else { text.chars().count() };
            if !(least..=most).contains(&length) {
                wrong.push(format!(" has length {length}, allowed are {least}-{most}"));
            }
        }
        if let (Some(text), true) = (value.as_str(), field.name == "type")
            && let Some(found) = self.constant.captures(&field.description)
            && text != &found[1]
        {
            wrong.push(format!(" is {text}, not {}", &found[1]));
        }
        wrong
    }

    /// No complaint if one of the types fits, else those of the type that is meant or fits best.
    fn any(&self, types: &[String], value: &Value) -> Vec<String> {
        let other = |wrong: &Vec<String>| wrong.iter().any(|w| w.starts_with(".type is"));
        let each = types.iter().map(|one| self.one(one, value));
        each.min_by_key(|wrong| (other(wrong), wrong.len())).unwrap_or_default()
    }

    fn one(&self, name: &str, value: &Value) -> Vec<String> {
        if let Some(inner) = name.strip_prefix("Array of ") {
            let Some(items) = value.as_array() else {
                return vec![" is not an array".to_owned()];
            };
            let each = items.iter().enumerate();
            return each.flat_map(|(i, item)| self.one(inner, item).into_iter().map(move |w| format!("[{i}]{w}"))).collect();
        }
        let fits = match name {
            "Integer" => value.is_i64(),
            "Float" => value.is_number(),
            "String" => value.is_string(),
            "Boolean" => value.is_boolean(),
            _ => match self.types.get(name) {
                Some(Type::Object(fields)) => return self.object(fields, value),
                Some(Type::OneOf(types)) => return self.any(types, value),
                None => return vec![format!(" has the undescribed type {name}")],
            },
        };
        if fits { Vec::new() } else { vec![format!(" is {value}, not {name}")] }
    }
}

fn fields(body: &Value) -> Fields {
    let list = body["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .map(|field| Field {
            name: string(&field["name"]),
            types: field["types"].as_array().expect("types").iter().map(string).collect(),
            required: field["required"].as_bool().expect("required"),
            description: string(&field["description"]),
        })
        .collect()
}

fn kind(body: &Value) -> Type {
    match body["subtypes"].as_array() {
        Some(names) => Type::OneOf(names.iter().map(string).collect()),
        None => Type::Object(fields(body)),
    }
}

fn string(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

#[test]
fn the_check_finds_what_is_wrong() {
    let Some(spec) = Spec::load() else { return };
    let good = serde_json::json!({"chat_id": 7, "text": "<b>28人</b>", "parse_mode": "HTML"});
    assert_eq!(spec.check("SendMessage", &good), Vec::<String>::new());
    let cases = [
        ("sendMesage", serde_json::json!({}), "no such method"),
        ("sendMessage", serde_json::json!({"chat_id": 7}), "text is missing"),
        ("sendMessage", serde_json::json!({"chat_id": 7, "text": 5}), "not String"),
        ("sendMessage", serde_json::json!({"chat_id": 7, "text": "x", "txt": "y"}), "txt is not known"),
        ("sendMessage", serde_json::json!({"chat_id": 7, "text": "长".repeat(4097)}), "length 4097"),
        (
            "sendMessage",
            serde_json::json!({"chat_id": 7, "text": "x", "reply_markup":
                {"inline_keyboard": [[{"text": "b", "callback_data": "长".repeat(22)}]]}}),
            "length 66",
        ),
        ("answerInlineQuery", serde_json::json!({"inline_query_id": "1", "results": [{"type": "article", "id": "1"}]}), "title is missing"),
    ];
    for (method, body, expected) in cases {
        let wrong = spec.check(method, &body).join("; ");
        assert!(wrong.contains(expected), "{method} {body}: {wrong}");
    }
}
