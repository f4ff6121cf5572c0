//! The grammar, by recursive descent. In: tokens. Out: a tree of bounded depth. Never here: values.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::functions::Function;
use super::lexer::Token;
use super::{Node, Operator, Trouble};

/// Parentheses, calls, signs and powers inside each other.
const DEEPEST: usize = 32;

/// Reads all tokens as one expression.
pub(super) fn parse(tokens: Vec<Token>) -> Result<Node, Trouble> {
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), depth: 0 };
    let node = parser.either()?;
    match parser.tokens.next() {
        None => Ok(node),
        Some(token) => Err(unexpected(Some(&token), "an operator or the end")),
    }
}

/// The operators of one rank, as they are written.
type Rank = &'static [(&'static str, Operator)];

const EITHER: Rank = &[("||", Operator::Or), ("OR", Operator::Or)];
const BOTH: Rank = &[("&&", Operator::And), ("AND", Operator::And)];
const COMPARED: Rank = &[
    ("<", Operator::Less),
    ("<=", Operator::LessOrEqual),
    (">", Operator::Greater),
    (">=", Operator::GreaterOrEqual),
    ("==", Operator::Equal),
    ("!=", Operator::Unequal),
];
const SUM: Rank = &[("+", Operator::Plus), ("-", Operator::Minus)];
const PRODUCT: Rank = &[("*", Operator::Times), ("/", Operator::Over)];
const POWER: Rank = &[("^", Operator::Power)];

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    fn either(&mut self) -> Result<Node, Trouble> {
        self.chain(EITHER, |parser| {
            parser.chain(BOTH, |parser| {
                parser.chain(COMPARED, |parser| {
                    parser.chain(SUM, |parser| parser.chain(PRODUCT, Parser::signed))
                })
            })
        })
    }

    fn chain(
        &mut self,
        rank: Rank,
        part: impl Fn(&mut Parser) -> Result<Node, Trouble>,
    ) -> Result<Node, Trouble> {
        let first = part(self)?;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator(rank) {
            rest.push((operator, part(self)?));
        }
        Ok(if rest.is_empty() { first } else { Node::Chain(Box::new(first), rest) })
    }

    fn operator(&mut self, rank: Rank) -> Option<Operator> {
        let written = match self.tokens.peek()? {
            Token::Sign(sign) => *sign,
            Token::Word(word) => word.as_str(),
            _ => return None,
        };
        let found = rank.iter().find(|(sign, _)| *sign == written).map(|(_, operator)| *operator);
        found.inspect(|_| drop(self.tokens.next()))
    }

    fn signed(&mut self) -> Result<Node, Trouble> {
        if self.takes("-") {
            return self.deeper(|parser| Ok(Node::Negative(Box::new(parser.signed()?))));
        }
        let base = self.single()?;
        match self.operator(POWER) {
            None => Ok(base),
            Some(power) => {
                let exponent = self.deeper(Parser::signed)?;
                Ok(Node::Chain(Box::new(base), vec![(power, exponent)]))
            }
        }
    }

    fn single(&mut self) -> Result<Node, Trouble> {
        match self.tokens.next() {
            Some(Token::Number(number)) => Ok(Node::Number(number)),
            Some(Token::Id(id)) => Ok(Node::Id(id)),
            Some(Token::Text(text)) => Ok(Node::Text(text)),
            Some(Token::Word(word)) => match self.takes("(") {
                true => Ok(Node::Call(Function::named(&word)?, self.list(")")?)),
                false => Ok(Node::Word(word)),
            },
            Some(Token::Sign("(")) => {
                let inner = self.deeper(Parser::either)?;
                self.needs(")")?;
                Ok(inner)
            }
            Some(Token::Sign("[")) => Ok(Node::Array(self.list("]")?)),
            other => Err(unexpected(other.as_ref(), "a number, an id, a function or '('")),
        }
    }

    /// What stands between commas up to the closing sign.
    fn list(&mut self, end: &str) -> Result<Vec<Node>, Trouble> {
        let mut parts = Vec::new();
        if self.takes(end) {
            return Ok(parts);
        }
        loop {
            parts.push(self.deeper(Parser::either)?);
            if !self.takes(",") {
                self.needs(end)?;
                return Ok(parts);
            }
        }
    }

    fn deeper(&mut self, read: impl Fn(&mut Parser) -> Result<Node, Trouble>) -> Result<Node, Trouble> {
        if self.depth == DEEPEST {
            return Err(Trouble(format!("it is nested deeper than {DEEPEST} levels")));
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Sign(given) if *given == sign)).is_some()
    }

    fn needs(&mut self, sign: &str) -> Result<(), Trouble> {
        match self.takes(sign) {
            true => Ok(()),
            false => Err(unexpected(self.tokens.peek(), &format!("'{sign}'"))),
        }
    }
}

fn unexpected(token: Option<&Token>, wanted: &str) -> Trouble {
    let found = match token {
        None => "the end".to_owned(),
        Some(Token::Number(number)) => format!("'{number}'"),
        Some(Token::Id(text) | Token::Word(text) | Token::Text(text)) => format!("'{text}'"),
        Some(Token::Sign(sign)) => format!("'{sign}'"),
    };
    Trouble(format!("{wanted} was expected where {found} is"))
}
