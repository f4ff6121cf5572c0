//! Reading a query. In: its text. Out: its commands, or what is wrong and where. Never here: what commands do.

mod calls;

use super::lexer::{Placed, Token, tokens};
use super::syntax::{Command, Comparison, Cutter, Expression, Named, Operator, Order, Parse, Slot};
use super::value::Value;
use super::{LONGEST, Malformed};
use crate::bounded_regex::BoundedRegex;

/// Commands of a query; `stats` among them.
const MOST_COMMANDS: usize = 32;
const MOST_STATS: usize = 2;
/// Expressions within expressions.
const DEEPEST: usize = 48;
/// Bytes a compiled regular expression may take.
const MOST_BYTES: usize = 64 << 10;

/// Commands of AWS that are not in this product.
const OTHER_COMMANDS: [&str; 9] =
    ["pattern", "diff", "anomaly", "unnest", "unmask", "filterindex", "source", "lookup", "join"];

/// Reads a query that was asked at `now`, in ms since 1970.
pub(super) fn read(text: &str, now: i64) -> Result<Vec<Command>, Malformed> {
    if text.chars().count() > LONGEST {
        let message = format!("the query is longer than {LONGEST} characters");
        return Err(Malformed { message, start: LONGEST, end: LONGEST });
    }
    // Places are told in characters, found in bytes.
    let characters = |bytes: usize| text.get(..bytes).map_or(0, |before| before.chars().count());
    let told = |bad: Malformed| Malformed { start: characters(bad.start), end: characters(bad.end), ..bad };
    let tokens = tokens(text).map_err(told)?;
    let mut parser = Parser { text, now, tokens, at: 0, depth: 0, slots: None, counted: Vec::new() };
    parser.query().map_err(told)
}

struct Parser<'t> {
    text: &'t str,
    now: i64,
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
    /// Statistics read so far, while those of a `stats` are read.
    slots: Option<Vec<Slot>>,
    /// Names of what the latest `stats` shows: `count(*)` behind it is a name.
    counted: Vec<String>,
}

type Read<T> = Result<T, Malformed>;

impl Parser<'_> {
    fn peek(&self) -> &Token {
        // The last token is `End`, and nothing steps over it.
        self.tokens.get(self.at).map_or(&Token::End, |placed| &placed.token)
    }

    fn step(&mut self) -> Token {
        let token = self.peek().clone();
        if token != Token::End {
            self.at += 1;
        }
        token
    }

    fn bad<T>(&self, message: impl Into<String>) -> Read<T> {
        let (start, end) = self.tokens.get(self.at).map_or((0, 0), |placed| (placed.start, placed.end));
        Err(Malformed { message: message.into(), start, end })
    }

    fn unexpected<T>(&self, wanted: &str) -> Read<T> {
        let found = self.tokens.get(self.at).map_or("", |placed| &self.text[placed.start..placed.end]);
        match found {
            "" => self.bad(format!("unexpected end of the query, {wanted} is expected")),
            found => self.bad(format!("unexpected symbol found {found}, {wanted} is expected")),
        }
    }

    fn sign(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Token::Sign(found) if *found == sign);
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, sign: &str) -> Read<()> {
        if self.sign(sign) { Ok(()) } else { self.unexpected(sign) }
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(found) if found.eq_ignore_ascii_case(word))
    }

    fn word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.at += usize::from(is);
        is
    }

    fn query(&mut self) -> Read<Vec<Command>> {
        let mut commands = vec![self.command()?];
        while self.sign("|") {
            commands.push(self.command()?);
        }
        if *self.peek() != Token::End {
            return self.unexpected("|");
        }
        let stats = commands.iter().filter(|command| matches!(command, Command::Stats { .. })).count();
        if stats > MOST_STATS || commands.len() > MOST_COMMANDS {
            return self.bad(format!("at most {MOST_STATS} stats and {MOST_COMMANDS} commands are allowed"));
        }
        Ok(commands)
    }

    fn command(&mut self) -> Read<Command> {
        let Token::Word(word) = self.peek().clone() else { return self.unexpected("a command") };
        let word = word.to_ascii_lowercase();
        if OTHER_COMMANDS.contains(&word.as_str()) {
            return self.bad(format!("the command {word} is not in this product; see SCOPE.md"));
        }
        let reader: fn(&mut Self) -> Read<Command> = match word.as_str() {
            "fields" => |parser| parser.names().map(Command::Fields),
            "display" => |parser| parser.names().map(Command::Display),
            "filter" | "where" => |parser| parser.expression().map(Command::Filter),
            "parse" => Self::parse,
            "stats" => Self::stats,
            "sort" | "order" => Self::sort,
            "limit" | "head" => Self::limit,
            "dedup" => |parser| parser.list(Self::expression).map(Command::Dedup),
            _ => {
                return self
                    .unexpected("a command (fields, display, filter, parse, stats, sort, limit, dedup)");
            }
        };
        self.at += 1;
        reader(self)
    }

    fn list<T>(&mut self, one: fn(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let mut list = vec![one(self)?];
        while self.sign(",") {
            list.push(one(self)?);
        }
        Ok(list)
    }

    fn names(&mut self) -> Read<Vec<Named>> {
        self.list(Self::named)
    }

    /// An expression and the name after `as`, or its own text.
    fn named(&mut self) -> Read<Named> {
        let first = self.at;
        let value = self.expression()?;
        let (start, end) = (self.tokens[first].start, self.tokens[self.at.saturating_sub(1).max(first)].end);
        let written = self.text[start..end].trim_matches('`').to_owned();
        let name = if self.word("as") { self.name()? } else { written };
        Ok(Named { name, value })
    }

    fn name(&mut self) -> Read<String> {
        match self.peek().clone() {
            Token::Word(name) | Token::Quoted(name) => {
                self.at += 1;
                Ok(name)
            }
            _ => self.unexpected("a name"),
        }
    }

    fn parse(&mut self) -> Read<Command> {
        let of = match self.peek() {
            Token::Text(_) | Token::Expression(_) => Expression::Field("@message".to_owned()),
            _ => Expression::Field(self.name()?),
        };
        let by = match self.step() {
            Token::Text(pattern) => self.glob(&pattern)?,
            Token::Expression(text) => self.groups(&text)?,
            _ => {
                self.at -= usize::from(*self.peek() != Token::End);
                return self
                    .unexpected("a pattern in quotation marks or a regular expression between slashes");
            }
        };
        Ok(Command::Parse(Parse { of, by }))
    }

    fn glob(&mut self, pattern: &str) -> Read<Cutter> {
        if !self.word("as") {
            return self.unexpected("as and the names of the pieces");
        }
        let names = self.list(Self::name)?;
        let texts: Vec<String> = pattern.split('*').map(str::to_owned).collect();
        if texts.len() != names.len() + 1 {
            let message = format!("the pattern has {} asterisks and {} names", texts.len() - 1, names.len());
            return self.bad(message);
        }
        Ok(Cutter::Glob { texts, names })
    }

    fn groups(&mut self, text: &str) -> Read<Cutter> {
        let expression = self.regex(text)?;
        let names = expression.names();
        if names.is_empty() {
            return self.bad("the regular expression has no named group such as (?<name>...)");
        }
        Ok(Cutter::Expression { expression, names })
    }

    fn regex(&self, text: &str) -> Read<BoundedRegex> {
        let read = BoundedRegex::new(text, MOST_BYTES);
        read.or_else(|error| self.bad(format!("the regular expression /{text}/ cannot be read: {error}")))
    }

    fn stats(&mut self) -> Read<Command> {
        self.slots = Some(Vec::new());
        let shown = self.names();
        let slots = self.slots.take().unwrap_or_default();
        let shown = shown?;
        if slots.is_empty() {
            return self.unexpected("a statistic such as count(*)");
        }
        let by = if self.word("by") { self.names()? } else { Vec::new() };
        self.counted = shown.iter().chain(&by).map(|one| one.name.clone()).collect();
        Ok(Command::Stats { slots, shown, by })
    }

    fn sort(&mut self) -> Read<Command> {
        // `order by` is how other languages have it.
        self.word("by");
        let key = |parser: &mut Self| {
            let key = parser.expression()?;
            let descending = parser.word("desc");
            let _ascending = !descending && parser.word("asc");
            Ok((key, if descending { Order::Descending } else { Order::Ascending }))
        };
        self.list(key).map(Command::Sort)
    }

    fn limit(&mut self) -> Read<Command> {
        match self.peek() {
            Token::Number(number) if number.fract() == 0.0 && (1.0..=100_000.0).contains(number) => {
                let limit = *number as usize;
                self.at += 1;
                Ok(Command::Limit(limit))
            }
            _ => self.unexpected("a number from 1 to 100000"),
        }
    }

    fn expression(&mut self) -> Read<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.bad("the expression is too deep");
        }
        let mut parts = vec![self.both()?];
        while self.word("or") {
            parts.push(self.both()?);
        }
        self.depth -= 1;
        Ok(single_or(parts, Expression::Any))
    }

    fn both(&mut self) -> Read<Expression> {
        let mut parts = vec![self.negation()?];
        while self.word("and") {
            parts.push(self.negation()?);
        }
        Ok(single_or(parts, Expression::All))
    }

    fn negation(&mut self) -> Read<Expression> {
        let mut times = 0;
        while self.is_word("not") {
            self.at += 1;
            times += 1;
        }
        let of = self.comparison()?;
        Ok(if times % 2 == 1 { Expression::Not(Box::new(of)) } else { of })
    }

    fn comparison(&mut self) -> Read<Expression> {
        const SIGNS: [(&str, Comparison); 7] = [
            ("==", Comparison::Equal),
            ("=", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            ("<", Comparison::Less),
            (">=", Comparison::GreaterOrEqual),
            (">", Comparison::Greater),
        ];
        let one = self.sum()?;
        if let Some((_, how)) = SIGNS.iter().find(|(sign, _)| self.sign(sign)) {
            return Ok(Expression::Compare(*how, Box::new(one), Box::new(self.sum()?)));
        }
        let negated = self.word("not");
        let test = match () {
            () if self.word("like") || self.sign("=~") => self.like(one)?,
            () if self.word("in") => self.within(one)?,
            () if negated => return self.unexpected("like or in"),
            () => return Ok(one),
        };
        Ok(if negated { Expression::Not(Box::new(test)) } else { test })
    }

    fn like(&mut self, of: Expression) -> Read<Expression> {
        match self.peek().clone() {
            Token::Text(text) => {
                self.at += 1;
                Ok(Expression::Contains(Box::new(of), text))
            }
            Token::Expression(text) => {
                let expression = self.regex(&text)?;
                self.at += 1;
                Ok(Expression::Matches(Box::new(of), expression))
            }
            _ => self.unexpected("a text or a regular expression between slashes"),
        }
    }

    fn within(&mut self, of: Expression) -> Read<Expression> {
        self.expect("[")?;
        let list = self.list(Self::sum)?;
        self.expect("]")?;
        Ok(Expression::In(Box::new(of), list))
    }

    fn sum(&mut self) -> Read<Expression> {
        self.chain(&[("+", Operator::Add), ("-", Operator::Subtract)], Self::product)
    }

    fn product(&mut self) -> Read<Expression> {
        let signs = [("*", Operator::Multiply), ("/", Operator::Divide), ("%", Operator::Remainder)];
        self.chain(&signs, |parser| parser.chain(&[("^", Operator::Power)], Self::unary))
    }

    fn chain(
        &mut self,
        signs: &[(&str, Operator)],
        one: fn(&mut Self) -> Read<Expression>,
    ) -> Read<Expression> {
        let first = one(self)?;
        let mut rest = Vec::new();
        while let Some((_, how)) = signs.iter().find(|(sign, _)| self.sign(sign)) {
            rest.push((*how, one(self)?));
        }
        Ok(if rest.is_empty() { first } else { Expression::Calculate(Box::new(first), rest) })
    }

    fn unary(&mut self) -> Read<Expression> {
        let mut negative = false;
        while self.sign("-") {
            negative = !negative;
        }
        let of = self.smallest()?;
        Ok(if negative { Expression::Negate(Box::new(of)) } else { of })
    }

    fn smallest(&mut self) -> Read<Expression> {
        if self.sign("(") {
            let inner = self.expression()?;
            self.expect(")")?;
            return Ok(inner);
        }
        let constant = |value| Ok(Expression::Constant(value));
        match self.peek().clone() {
            Token::Word(word) => {
                self.at += 1;
                self.of_word(word)
            }
            Token::Quoted(name) => {
                self.at += 1;
                Ok(Expression::Field(name))
            }
            Token::Text(text) => {
                self.at += 1;
                constant(Value::Text(text))
            }
            Token::Number(number) => {
                self.at += 1;
                constant(Value::Number(number))
            }
            Token::Duration(millis) => {
                self.at += 1;
                constant(Value::Number(millis as f64))
            }
            _ => self.unexpected("a value"),
        }
    }
}

/// A part that stands alone is itself.
fn single_or(mut parts: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    if parts.len() == 1 { parts.remove(0) } else { several(parts) }
}

impl Parse {
    /// The names it gives.
    pub(super) fn names(&self) -> &[String] {
        match &self.by {
            Cutter::Glob { names, .. } | Cutter::Expression { names, .. } => names,
        }
    }
}
