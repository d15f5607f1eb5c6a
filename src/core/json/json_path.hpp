#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/json/json_document.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// A place in a JSON text: `ENERGY.Power`, `Current.0`, or a JSON pointer (RFC 6901) such as `/a~1b/0`. A number
/// counts the elements of an array and names a member of an object.
class JsonPath {
 public:
  [[nodiscard]] static tl::expected<JsonPath, TextProblem> parse(std::string_view text);

  /// The node below `from`; nothing when there is none, or when it is null. Of members with one name the last counts.
  [[nodiscard]] const JsonNode* find(const std::vector<JsonNode>& nodes, std::size_t from = 0) const;

 private:
  struct Segment {
    std::string name;
    /// When the name is a number as arrays take it.
    std::optional<std::uint32_t> index;
  };

  static Segment segment_of(std::string name);
  static tl::expected<JsonPath, TextProblem> parse_dots(std::string_view text);
  static tl::expected<JsonPath, TextProblem> parse_pointer(std::string_view text);

  std::vector<Segment> segments_;
};

}  // namespace mfp::core
