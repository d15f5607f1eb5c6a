#pragma once

#include <string>

#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// `; 'topic' is a key of an outport: …`, where something that is read as a port or a participant has the name of one
/// of their keys, since it has the indentation of the port or participant that it should belong to; else empty.
[[nodiscard]] std::string indentation_hint(const Subject& subject);

}  // namespace mfp::declaration
