//! Conditions: `a = :v AND (size(b) > :n OR NOT contains(c, :x))`. In: a text. Out: a tree.
//! Never here: items (see `evaluate`).
//!
//! ```text
//!   or := and (OR and)*      and := not (AND not)*      not := NOT not | one
//!   one := ( or ) | function( ... ) | operand comparison
//! ```

use std::sync::Arc;

use model::dynamodb::Value;
use shapes::Error;

use super::lexer::Kind;
use super::names::Names;
use super::parser::Parser;
use super::path::Path;

/// What may be true of an item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    /// All of them.
    All(Vec<Condition>),
    /// At least one of them.
    Any(Vec<Condition>),
    /// The contrary.
    Not(Box<Condition>),
    /// One value against another.
    Compare(Operand, Comparison, Operand),
    /// From the second to the third, both inclusive.
    Between(Operand, Operand, Operand),
    /// Equal to one of them.
    In(Operand, Vec<Operand>),
    /// There is such an attribute.
    Exists(Path),
    /// The attribute is of this type.
    HasType(Path, String),
    /// Text or bytes begin so.
    BeginsWith(Operand, Operand),
    /// Text, set or list has this in it.
    Contains(Operand, Operand),
}

/// A value, given or looked up.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    /// From the item.
    Path(Path),
    /// From the request.
    Value(Arc<Value>),
    /// `size(path)`.
    Size(Path),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// The types `attribute_type` knows.
const TYPES: [&str; 10] = ["B", "BOOL", "BS", "L", "M", "N", "NS", "NULL", "S", "SS"];

impl Condition {
    /// Reads a condition; `kind` is the member it came in.
    pub(crate) fn parse(kind: &'static str, text: &str, names: &mut Names) -> Result<Condition, Error> {
        let mut parser = Parser::new(kind, text, names)?;
        let condition = any(&mut parser)?;
        parser.expect_end()?;
        Ok(condition)
    }

    /// The same, of a member that may be absent.
    pub(crate) fn parse_optional(
        kind: &'static str,
        text: Option<&str>,
        names: &mut Names,
    ) -> Result<Option<Condition>, Error> {
        text.map(|text| Condition::parse(kind, text, names)).transpose()
    }
}

impl Condition {
    /// Whether it looks at this attribute.
    pub(crate) fn mentions(&self, attribute: &str) -> bool {
        let named = |path: &Path| path.attribute == attribute;
        let operand = |operand: &Operand| match operand {
            Operand::Path(path) | Operand::Size(path) => named(path),
            Operand::Value(_) => false,
        };
        match self {
            Condition::All(list) | Condition::Any(list) => list.iter().any(|one| one.mentions(attribute)),
            Condition::Not(inner) => inner.mentions(attribute),
            Condition::Exists(path) | Condition::HasType(path, _) => named(path),
            Condition::Compare(one, _, two)
            | Condition::BeginsWith(one, two)
            | Condition::Contains(one, two) => operand(one) || operand(two),
            Condition::Between(one, two, three) => operand(one) || operand(two) || operand(three),
            Condition::In(one, list) => operand(one) || list.iter().any(operand),
        }
    }
}

fn any(parser: &mut Parser<'_>) -> Result<Condition, Error> {
    let mut list = vec![all(parser)?];
    while parser.take_word("OR") {
        list.push(all(parser)?);
    }
    Ok(single_or(list, Condition::Any))
}

fn all(parser: &mut Parser<'_>) -> Result<Condition, Error> {
    let mut list = vec![not(parser)?];
    while parser.take_word("AND") {
        list.push(not(parser)?);
    }
    Ok(single_or(list, Condition::All))
}

fn single_or(mut list: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match (list.len(), list.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            list.extend(last);
            many(list)
        }
    }
}

fn not(parser: &mut Parser<'_>) -> Result<Condition, Error> {
    if parser.take_word("NOT") {
        return Ok(Condition::Not(Box::new(parser.nested(not)?)));
    }
    one(parser)
}

fn one(parser: &mut Parser<'_>) -> Result<Condition, Error> {
    if parser.peek().is("(") {
        return group(parser);
    }
    let is_function = parser.peek().kind == Kind::Word && parser.peek_at(1).is("(");
    if is_function && parser.peek().text != "size" {
        return function(parser);
    }
    comparison(parser)
}

/// Parentheses; two pairs around the same thing are refused, as DynamoDB does.
fn group(parser: &mut Parser<'_>) -> Result<Condition, Error> {
    parser.expect("(")?;
    let doubled = parser.peek().is("(");
    let begin = parser.at;
    let inner = parser.nested(any)?;
    parser.expect(")")?;
    if doubled && closes_at(parser, begin) == Some(parser.at - 2) {
        return Err(parser.invalid("The expression has redundant parentheses;"));
    }
    Ok(inner)
}

/// Which token closes the parenthesis that opens at token `begin`.
fn closes_at(parser: &Parser<'_>, begin: usize) -> Option<usize> {
    let mut open = 0_usize;
    (begin..parser.at).find(|at| {
        let token = parser.token(*at);
        open += usize::from(token.is("("));
        let closes = token.is(")");
        open = open.saturating_sub(usize::from(closes));
        closes && open == 0
    })
}

fn function(parser: &mut Parser<'_>) -> Result<Condition, Error> {
    parser.count_operator()?;
    let name = parser.next().text;
    parser.expect("(")?;
    let condition = match name {
        "attribute_exists" => Condition::Exists(parser.path()?),
        "attribute_not_exists" => Condition::Not(Box::new(Condition::Exists(parser.path()?))),
        "attribute_type" => has_type(parser)?,
        "begins_with" => {
            let (text, beginning) = two_operands(parser)?;
            check_operand(parser, "begins_with", &beginning, &["S", "B"])?;
            Condition::BeginsWith(text, beginning)
        }
        "contains" => {
            let (whole, part) = two_operands(parser)?;
            Condition::Contains(whole, part)
        }
        other => return Err(parser.invalid(format!("Invalid function name; function: {other}"))),
    };
    parser.expect(")")?;
    Ok(condition)
}

fn two_operands(parser: &mut Parser<'_>) -> Result<(Operand, Operand), Error> {
    let first = operand(parser)?;
    parser.expect(",")?;
    Ok((first, operand(parser)?))
}

fn has_type(parser: &mut Parser<'_>) -> Result<Condition, Error> {
    let path = parser.path()?;
    parser.expect(",")?;
    match &*parser.value()? {
        Value::S(word) if TYPES.contains(&&**word) => Ok(Condition::HasType(path, word.to_string())),
        Value::S(word) => Err(parser.invalid(format!(
            "Invalid attribute type name found; type: {word}, valid types: {{{}}}",
            TYPES.join(",")
        ))),
        other => Err(wrong_type(parser, "attribute_type", other)),
    }
}

/// `operand = operand`, `operand BETWEEN a AND b`, `operand IN (a, b)`.
fn comparison(parser: &mut Parser<'_>) -> Result<Condition, Error> {
    let left = operand(parser)?;
    parser.count_operator()?;
    if parser.take_word("BETWEEN") {
        return between(parser, left);
    }
    if parser.take_word("IN") {
        return member(parser, left);
    }
    let comparison = match parser.peek().text {
        "=" => Comparison::Equal,
        "<>" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::AtMost,
        ">" => Comparison::Greater,
        ">=" => Comparison::AtLeast,
        _ => return Err(parser.unexpected()),
    };
    let symbol = parser.next().text;
    let right = operand(parser)?;
    if !matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
        check_operand(parser, symbol, &left, &["S", "N", "B"])?;
        check_operand(parser, symbol, &right, &["S", "N", "B"])?;
    }
    Ok(Condition::Compare(left, comparison, right))
}

fn between(parser: &mut Parser<'_>, value: Operand) -> Result<Condition, Error> {
    let low = operand(parser)?;
    if !parser.take_word("AND") {
        return Err(parser.unexpected());
    }
    let high = operand(parser)?;
    check_operand(parser, "BETWEEN", &low, &["S", "N", "B"])?;
    check_operand(parser, "BETWEEN", &high, &["S", "N", "B"])?;
    Ok(Condition::Between(value, low, high))
}

fn member(parser: &mut Parser<'_>, value: Operand) -> Result<Condition, Error> {
    parser.expect("(")?;
    let mut list = vec![operand(parser)?];
    while parser.take(",") {
        list.push(operand(parser)?);
    }
    parser.expect(")")?;
    if list.len() > 100 {
        return Err(
            parser.invalid("The IN operator is provided with too many operands; number of operands: 100")
        );
    }
    Ok(Condition::In(value, list))
}

fn operand(parser: &mut Parser<'_>) -> Result<Operand, Error> {
    let token = parser.peek();
    if token.kind == Kind::Value {
        return Ok(Operand::Value(parser.value()?));
    }
    if token.kind == Kind::Word && parser.peek_at(1).is("(") {
        if token.text != "size" {
            let words = "The function is not allowed to be used this way in an expression; function";
            return Err(parser.invalid(format!("{words}: {}", token.text)));
        }
        parser.count_operator()?;
        parser.next();
        parser.expect("(")?;
        let path = parser.path()?;
        parser.expect(")")?;
        return Ok(Operand::Size(path));
    }
    Ok(Operand::Path(parser.path()?))
}

/// A given value must be of a type the operator has an order for.
fn check_operand(
    parser: &Parser<'_>,
    operator: &str,
    operand: &Operand,
    types: &[&str],
) -> Result<(), Error> {
    match operand {
        Operand::Value(value) if !types.contains(&value.kind()) => Err(wrong_type(parser, operator, value)),
        _ => Ok(()),
    }
}

fn wrong_type(parser: &Parser<'_>, operator: &str, value: &Value) -> Error {
    parser.invalid(format!(
        "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {}",
        value.kind()
    ))
}
