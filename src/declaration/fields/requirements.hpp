#pragma once

#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Reports each key of the block that stands without one that it needs, or beside one that it excludes, by the field
/// table.
void check_relations(const Reading& reading, const Block& block, const Subject& subject);

/// Reports, where `map` begins, each key that the context requires and the block does not have.
void check_required(const Reading& reading, const Block& block, Context context, const Subject& subject,
                    const Value& map);

/// What is wrong with a map that does not have the required key, as the end of a sentence.
[[nodiscard]] std::string missing_text(const Field& field);

}  // namespace mfp::declaration
