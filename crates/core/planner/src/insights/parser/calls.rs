//! Reading what has parentheses behind its name: functions, statistics, periods. In: a query, behind a word of it. Out: an expression.
//! Never here: what they come to.

use super::super::functions::function;
use super::super::statistics::{STATISTICS, Statistic};
use super::super::syntax::{Expression, Slot};
use super::super::value::Value;
use super::{Parser, Read, Token};

/// Functions of AWS that are not in this product.
const OTHER_FUNCTIONS: [&str; 3] = ["if", "case", "querytimerange"];

impl Parser<'_> {
    /// A constant, a call or a field.
    pub(super) fn of_word(&mut self, word: String) -> Read<Expression> {
        let lower = word.to_ascii_lowercase();
        if !matches!(self.peek(), Token::Sign("(")) {
            return Ok(match lower.as_str() {
                "true" | "false" => Expression::Constant(Value::Bool(lower == "true")),
                _ => Expression::Field(word),
            });
        }
        if self.slots.is_none()
            && let Some(name) = self.counted_call()
        {
            return Ok(Expression::Field(name));
        }
        if lower == "bin" {
            return self.bin();
        }
        if lower == "now" {
            return self.now();
        }
        if let Some((_, statistic)) = STATISTICS.iter().find(|(name, _)| *name == lower) {
            return self.statistic(&lower, *statistic);
        }
        self.call(&word, &lower)
    }

    /// The name behind `stats` of a value that is shown as the call that begins with the word before: steps over it.
    fn counted_call(&mut self) -> Option<String> {
        let plain = |text: &str| text.split_whitespace().collect::<String>().to_ascii_lowercase();
        let start = self.tokens.get(self.at.checked_sub(1)?)?.start;
        let mut depth = 0_i32;
        let length = self.tokens.get(self.at..)?.iter().position(|placed| {
            depth += match placed.token {
                Token::Sign("(") => 1,
                Token::Sign(")") => -1,
                _ => 0,
            };
            depth == 0
        })?;
        let written = plain(&self.text[start..self.tokens[self.at + length].end]);
        let name = self.counted.iter().find(|name| plain(name) == written).cloned()?;
        self.at += length + 1;
        Some(name)
    }

    /// When the query was asked, in whole seconds.
    fn now(&mut self) -> Read<Expression> {
        self.expect("(")?;
        self.expect(")")?;
        Ok(Expression::Constant(Value::Number(self.now.div_euclid(1000) as f64)))
    }

    fn bin(&mut self) -> Read<Expression> {
        self.expect("(")?;
        let Token::Duration(millis) = *self.peek() else { return self.unexpected("a period such as 5m") };
        self.at += 1;
        self.expect(")")?;
        Ok(Expression::Bin(millis))
    }

    fn call(&mut self, word: &str, lower: &str) -> Read<Expression> {
        let Some(function) = function(word) else {
            self.at -= 1;
            return match OTHER_FUNCTIONS.contains(&lower) {
                true => self.bad(format!("the function {word} is not in this product; see SCOPE.md")),
                false => self.bad(format!("unknown function {word}")),
            };
        };
        self.expect("(")?;
        let of =
            if matches!(self.peek(), Token::Sign(")")) { Vec::new() } else { self.list(Self::expression)? };
        if !(function.least..=function.most).contains(&of.len()) {
            return self
                .bad(format!("{} takes {} to {} values", function.name, function.least, function.most));
        }
        self.expect(")")?;
        Ok(Expression::Call(function, of))
    }

    fn statistic(&mut self, name: &str, statistic: Statistic) -> Read<Expression> {
        // Statistics within statistics have nothing to count.
        let Some(slots) = self.slots.take() else {
            self.at -= 1;
            return self.bad(format!("{name} is a statistic and can only be used in stats"));
        };
        self.expect("(")?;
        let of = match self.peek() {
            Token::Sign("*") => {
                self.at += 1;
                None
            }
            Token::Sign(")") => None,
            _ => Some(self.expression()?),
        };
        if of.is_none() && statistic != Statistic::Count {
            return self.unexpected("a field");
        }
        let statistic = if name == "pct" { self.percent()? } else { statistic };
        self.expect(")")?;
        let slot = Expression::Slot(slots.len());
        self.slots.insert(slots).push(Slot { statistic, of });
        Ok(slot)
    }

    fn percent(&mut self) -> Read<Statistic> {
        self.expect(",")?;
        match self.peek() {
            Token::Number(percent) if (0.0..=100.0).contains(percent) => {
                let percent = *percent;
                self.at += 1;
                Ok(Statistic::Percentile(percent))
            }
            _ => self.unexpected("a number from 0 to 100"),
        }
    }
}
