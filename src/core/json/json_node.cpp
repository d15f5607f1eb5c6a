#include "core/json/json_node.hpp"

namespace mfp::core {

Value JsonNode::value() const {
  switch (kind) {
    case Kind::text:
      return {ValueKind::text, text};
    case Kind::number:
      return {ValueKind::number, text};
    case Kind::boolean:
      return {ValueKind::boolean, text};
    default:
      return {ValueKind::structure, text};
  }
}

}  // namespace mfp::core
