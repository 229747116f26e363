use super::*;
use crate::language::inflect::Number;
