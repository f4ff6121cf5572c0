//! The grammar, by recursive descent. In: tokens. Out: a tree of bounded depth. Never here: an instance.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::lexer::Token;
use super::{Malformed, Node, Order, Subject, Test};
use crate::bounded_regex::BoundedRegex;

/// Parentheses and negations inside each other.
const DEEPEST: usize = 32;
/// Bytes a compiled regular expression may take: every instance is asked by it again and again.
const LARGEST_PATTERN: usize = 16 << 10;

/// Reads all tokens as one expression.
pub(super) fn parse(tokens: Vec<Token>) -> Result<Node, Malformed> {
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), depth: 0 };
    let node = parser.any()?;
    match parser.tokens.next() {
        None => Ok(node),
        Some(token) => Err(unexpected(Some(token), "'and', 'or' or its end")),
    }
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    fn any(&mut self) -> Result<Node, Malformed> {
        let mut parts = vec![self.all()?];
        while self.takes("||", "or") {
            parts.push(self.all()?);
        }
        Ok(Node::Any(parts))
    }

    fn all(&mut self) -> Result<Node, Malformed> {
        let mut parts = vec![self.single()?];
        while self.takes("&&", "and") {
            parts.push(self.single()?);
        }
        Ok(Node::All(parts))
    }

    fn single(&mut self) -> Result<Node, Malformed> {
        if self.takes("!", "not") {
            return self.deeper(|parser| Ok(Node::Not(Box::new(parser.single()?))));
        }
        if self.takes("(", "(") {
            let inner = self.deeper(Parser::any)?;
            self.needs(")")?;
            return Ok(inner);
        }
        let subject = self.subject()?;
        self.test(subject)
    }

    fn deeper(&mut self, read: impl Fn(&mut Parser) -> Result<Node, Malformed>) -> Result<Node, Malformed> {
        if self.depth == DEEPEST {
            return Err(Malformed(format!("it is nested deeper than {DEEPEST} levels")));
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn subject(&mut self) -> Result<Subject, Malformed> {
        let Some(Token::Word(word)) = self.tokens.next_if(|token| matches!(token, Token::Word(_))) else {
            return Err(unexpected(self.tokens.next(), "a subject"));
        };
        match word.as_str() {
            "agentConnected" => Ok(Subject::AgentConnected),
            "agentVersion" => Ok(Subject::AgentVersion),
            "ec2InstanceId" => Ok(Subject::Ec2InstanceId),
            "registeredAt" => Ok(Subject::RegisteredAt),
            "runningTasksCount" => Ok(Subject::RunningTasksCount),
            "task:group" => Ok(Subject::TaskGroup),
            _ => match word.strip_prefix("attribute:").filter(|name| !name.is_empty()) {
                Some(name) => Ok(Subject::Attribute(name.to_owned())),
                None => Err(Malformed(format!("'{word}' is not a subject"))),
            },
        }
    }

    fn test(&mut self, subject: Subject) -> Result<Node, Malformed> {
        let operator = self.tokens.next();
        let sign = match &operator {
            Some(Token::Sign(sign)) => *sign,
            Some(Token::Word(word)) => word.as_str(),
            _ => return Err(unexpected(operator, "an operator")),
        };
        // `!exists` and `!in` are two tokens.
        let is_not = sign == "!";
        let next = if is_not { self.tokens.next() } else { None };
        let (negative, test) = match (sign, next) {
            ("!", Some(Token::Word(word))) if word == "exists" => (true, Test::Exists),
            ("!", Some(Token::Word(word))) if word == "in" => (true, self.list()?),
            ("!", other) => return Err(unexpected(other, "'exists' or 'in'")),
            (sign, _) => self.plain_test(sign)?,
        };
        let node = Node::Test(subject, test);
        Ok(if negative { Node::Not(Box::new(node)) } else { node })
    }

    /// The test of an operator, and whether it is asked negatively.
    fn plain_test(&mut self, operator: &str) -> Result<(bool, Test), Malformed> {
        let compared = |order| move |value| Test::Compared(order, value);
        match operator {
            "exists" => Ok((false, Test::Exists)),
            "not_exists" => Ok((true, Test::Exists)),
            "in" => Ok((false, self.list()?)),
            "not_in" => Ok((true, self.list()?)),
            "==" | "equals" => Ok((false, Test::Equals(self.value()?))),
            "!=" | "not_equals" => Ok((true, Test::Equals(self.value()?))),
            "=~" | "matches" => Ok((false, self.pattern()?)),
            "!~" | "not_matches" => Ok((true, self.pattern()?)),
            ">" | "greater_than" => Ok((false, self.value().map(compared(Order::Greater))?)),
            ">=" | "greater_than_equal" => Ok((false, self.value().map(compared(Order::GreaterOrEqual))?)),
            "<" | "less_than" => Ok((false, self.value().map(compared(Order::Less))?)),
            "<=" | "less_than_equal" => Ok((false, self.value().map(compared(Order::LessOrEqual))?)),
            other => Err(Malformed(format!("'{other}' is not an operator"))),
        }
    }

    fn value(&mut self) -> Result<String, Malformed> {
        match self.tokens.next() {
            Some(Token::Word(value) | Token::Quoted(value)) => Ok(value),
            other => Err(unexpected(other, "a value")),
        }
    }

    /// `[a, b]`, or one value alone.
    fn list(&mut self) -> Result<Test, Malformed> {
        if !self.takes("[", "[") {
            return Ok(Test::In(vec![self.value()?]));
        }
        let mut values = vec![self.value()?];
        while self.takes(",", ",") {
            values.push(self.value()?);
        }
        self.needs("]")?;
        Ok(Test::In(values))
    }

    fn pattern(&mut self) -> Result<Test, Malformed> {
        let text = self.value()?;
        let build = |pattern: &str| BoundedRegex::new(pattern, LARGEST_PATTERN);
        // First by itself: `a)|(b` must not become sound by what is put around it.
        let regex = build(&text).and_then(|_| build(&format!("^(?:{text})$")));
        let bad =
            |error| Malformed(format!("'{text}' is not a regular expression that is understood: {error}"));
        regex.map(Test::Matches).map_err(bad)
    }

    /// Takes a sign, or the word that means the same.
    fn takes(&mut self, sign: &str, word: &str) -> bool {
        let wanted = |token: &Token| match token {
            Token::Sign(given) => *given == sign,
            Token::Word(given) => given == word,
            Token::Quoted(_) => false,
        };
        self.tokens.next_if(wanted).is_some()
    }

    fn needs(&mut self, sign: &str) -> Result<(), Malformed> {
        match self.tokens.next() {
            Some(Token::Sign(given)) if given == sign => Ok(()),
            other => Err(unexpected(other, &format!("'{sign}'"))),
        }
    }
}

fn unexpected(token: Option<Token>, wanted: &str) -> Malformed {
    let found = match token {
        None => "its end".to_owned(),
        Some(Token::Word(text) | Token::Quoted(text)) => format!("'{text}'"),
        Some(Token::Sign(sign)) => format!("'{sign}'"),
    };
    Malformed(format!("{wanted} was expected where {found} is"))
}
