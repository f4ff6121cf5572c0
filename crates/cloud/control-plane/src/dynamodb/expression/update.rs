//! Updates: `SET a = a + :n, b = if_not_exists(b, :v) REMOVE c ADD d :n DELETE e :set`. In: a text. Out: actions.
//! Never here: items (see `update_apply`).

use std::sync::Arc;

use model::dynamodb::{Table, Value};
use shapes::Error;

use super::lexer::Kind;
use super::names::Names;
use super::parser::Parser;
use super::path::{Path, check_apart};

/// Everything an update does.
#[derive(Debug, PartialEq)]
pub(crate) struct Update {
    /// In the order of the text; no two touch the same place.
    pub(crate) actions: Vec<Action>,
}

/// One thing an update does.
#[derive(Debug, PartialEq)]
pub(crate) enum Action {
    /// Gives a path a value.
    Set(Path, Term),
    /// Takes away what is there.
    Remove(Path),
    /// Adds a number, or members to a set.
    Add(Path, Arc<Value>),
    /// Takes members from a set.
    Delete(Path, Arc<Value>),
}

/// What a SET computes.
#[derive(Debug, PartialEq)]
pub(crate) enum Term {
    /// From the item.
    Path(Path),
    /// From the request.
    Value(Arc<Value>),
    /// The path's value, or else the other.
    IfNotExists(Path, Box<Term>),
    /// One list after the other.
    ListAppend(Box<Term>, Box<Term>),
    /// A sum.
    Plus(Box<Term>, Box<Term>),
    /// A difference.
    Minus(Box<Term>, Box<Term>),
}

impl Action {
    /// What it touches.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Action::Set(path, _) | Action::Remove(path) | Action::Add(path, _) | Action::Delete(path, _) => {
                path
            }
        }
    }
}

/// The four sections of an update.
const SECTIONS: [&str; 4] = ["SET", "REMOVE", "ADD", "DELETE"];

impl Update {
    /// Reads the member `UpdateExpression` for items of `table`, whose key it must not touch.
    pub(crate) fn parse(text: &str, table: &Table, names: &mut Names) -> Result<Update, Error> {
        let mut parser = Parser::new("UpdateExpression", text, names)?;
        let mut actions = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        while parser.peek().kind != Kind::End {
            let section = SECTIONS.into_iter().find(|section| parser.take_word(section));
            let section = section.ok_or_else(|| parser.unexpected())?;
            if seen.contains(&section) {
                let words = "section can only be used once in an update expression;";
                return Err(parser.invalid(format!("The \"{section}\" {words}")));
            }
            seen.push(section);
            actions.push(action(&mut parser, section)?);
            while parser.take(",") {
                actions.push(action(&mut parser, section)?);
            }
        }
        let update = Update { actions };
        check_apart("UpdateExpression", update.paths())?;
        update.check_key(table)?;
        Ok(update)
    }

    /// Everything it touches.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.actions.iter().map(Action::path)
    }

    fn check_key(&self, table: &Table) -> Result<(), Error> {
        let touched = table.keys().find(|key| self.paths().any(|path| path.attribute == key.name));
        match touched {
            None => Ok(()),
            Some(key) => Err(Error::validation(format!(
                "One or more parameter values were invalid: Cannot update attribute {}. This attribute is part of \
                 the key",
                key.name
            ))),
        }
    }
}

fn action(parser: &mut Parser<'_>, section: &str) -> Result<Action, Error> {
    let path = parser.path()?;
    match section {
        "SET" => {
            parser.expect("=")?;
            Ok(Action::Set(path, sum(parser)?))
        }
        "REMOVE" => Ok(Action::Remove(path)),
        "ADD" => {
            let value = parser.value()?;
            check_set(parser, "ADD", &value, &["N", "SS", "NS", "BS"])?;
            Ok(Action::Add(path, value))
        }
        _ => {
            let value = parser.value()?;
            check_set(parser, "DELETE", &value, &["SS", "NS", "BS"])?;
            Ok(Action::Delete(path, value))
        }
    }
}

fn check_set(parser: &Parser<'_>, operator: &str, value: &Value, types: &[&str]) -> Result<(), Error> {
    if types.contains(&value.kind()) {
        return Ok(());
    }
    Err(parser.invalid(format!(
        "Incorrect operand type for operator or function; operator: {operator}, operand type: {}",
        type_name(value)
    )))
}

/// The words DynamoDB has for types in these errors.
fn type_name(value: &Value) -> &'static str {
    match value {
        Value::S(_) => "STRING",
        Value::N(_) => "NUMBER",
        Value::B(_) => "BINARY",
        Value::Bool(_) => "BOOLEAN",
        Value::L(_) => "LIST",
        Value::M(_) => "MAP",
        other => other.kind(),
    }
}

/// `term`, `term + term` or `term - term`; DynamoDB allows one sign.
fn sum(parser: &mut Parser<'_>) -> Result<Term, Error> {
    let left = term(parser)?;
    let sign: fn(Box<Term>, Box<Term>) -> Term = if parser.take("+") {
        Term::Plus
    } else if parser.take("-") {
        Term::Minus
    } else {
        return Ok(left);
    };
    parser.count_operator()?;
    Ok(sign(Box::new(left), Box::new(term(parser)?)))
}

fn term(parser: &mut Parser<'_>) -> Result<Term, Error> {
    if parser.take("(") {
        let inner = parser.nested(sum)?;
        parser.expect(")")?;
        return Ok(inner);
    }
    let token = parser.peek();
    if token.kind == Kind::Value {
        return Ok(Term::Value(parser.value()?));
    }
    if token.kind == Kind::Word && parser.peek_at(1).is("(") {
        return parser.nested(function);
    }
    Ok(Term::Path(parser.path()?))
}

fn function(parser: &mut Parser<'_>) -> Result<Term, Error> {
    parser.count_operator()?;
    let name = parser.next().text;
    parser.expect("(")?;
    let term = match name {
        "if_not_exists" => {
            let path = parser.path()?;
            parser.expect(",")?;
            Term::IfNotExists(path, Box::new(self::term(parser)?))
        }
        "list_append" => {
            let first = self::term(parser)?;
            parser.expect(",")?;
            Term::ListAppend(Box::new(first), Box::new(self::term(parser)?))
        }
        other => return Err(parser.invalid(format!("Invalid function name; function: {other}"))),
    };
    parser.expect(")")?;
    Ok(term)
}
