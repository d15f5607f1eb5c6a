#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversion/steps/step.hpp"
#include "core/json/json_path.hpp"

namespace mfp::core {

/// `format: 'T={value}'` makes a text. `{value}` is bare (objects as JSON), `{value.r}` a part of an object, `{json}`
/// as JSON, `{role}` the participant's; `{{` and `}}` are braces. Without a place it is a constant, also the empty one.
class FormatStep final : public Step {
 public:
  static constexpr StepKey<std::string> format{"format"};

  static StepPtr compile(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return format.name; }
  [[nodiscard]] Effect effect() const override { return Effect::replaces; }
  Outcome apply(StepContext& context) const override;
  void check(const Neighbours& neighbours, StepProblems& problems) const override;

 private:
  struct Piece {
    enum class Kind : std::uint8_t { text, value, part, json };
    Kind kind = Kind::text;
    /// The text, or the part's path as written.
    std::string text;
    std::optional<JsonPath> path;
  };

  static Piece placeholder(StepCompilation& compilation, const std::string& name, std::size_t at);
  static bool open_parts(StepContext& context);
  static bool append(const Piece& piece, StepContext& context);
  void check_constant(ValueType type, StepProblems& problems) const;

  std::vector<Piece> pieces_;
  bool has_parts_ = false;
};

}  // namespace mfp::core
