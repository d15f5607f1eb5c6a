#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// The participant whose role and parameters are put into texts, and which of these have been reported: one that does
/// not fit is wrong in many texts, and is reported once.
struct Substitutions {
  /// The file that names the role, and where; nothing when the command line does.
  std::string file;
  std::optional<Value> role_at = std::nullopt;
  bool role_is_told = false;
  std::set<std::pair<const Document*, std::uint32_t>> told = {};
};

/// A text that values were put into.
struct SubstitutedText {
  const Entry& entry;
  /// As messages name it: `topic of outport 'x'`.
  std::string name;
  std::string_view text;
};

/// Reports that the text is wrong; `problem` ends the sentence that the text's name begins. Where values make it wrong
/// that were put in, it is reported where they are given, else where the text is written.
void refuse_substituted(const Reading& reading, const SubstitutedText& substituted, const std::string& problem);

/// Reports a parameter with whose value the text would be wrong.
void refuse_parameter(const Reading& reading, const Parameter& parameter, const SubstitutedText& substituted,
                      const std::string& problem);

/// Reports the role with which something is wrong that `what` names and that stands at `at`.
void refuse_role(const Reading& reading, const Value& at, const std::string& what, const std::string& problem);

}  // namespace mfp::declaration
