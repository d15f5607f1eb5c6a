#pragma once

#include <string_view>

namespace mfp::declaration {

/// A key of the declaration, by which readers ask for it: a misspelt one does not compile.
struct Key {
  constexpr Key() = default;
  constexpr explicit Key(std::string_view text) : name(text) {}

  friend constexpr bool operator==(const Key&, const Key&) = default;

  /// Empty when it is none.
  std::string_view name;
};

/// The keys that readers ask for, each once, wherever it may stand. Those of steps are declared by the steps.
namespace keys {

inline constexpr Key at{"at"};
inline constexpr Key broker{"broker"};
inline constexpr Key ca_file{"ca_file"};
inline constexpr Key cert_file{"cert_file"};
inline constexpr Key client_id{"client_id"};
inline constexpr Key component{"component"};
inline constexpr Key connections{"connections"};
inline constexpr Key default_value{"default"};
inline constexpr Key description{"description"};
inline constexpr Key echo{"echo"};
inline constexpr Key enabled{"enabled"};
inline constexpr Key every{"every"};
inline constexpr Key examples{"examples"};
inline constexpr Key extends{"extends"};
inline constexpr Key gives{"gives"};
inline constexpr Key graph{"graph"};
inline constexpr Key icon{"icon"};
inline constexpr Key id{"id"};
inline constexpr Key inports{"inports"};
inline constexpr Key instance{"instance"};
inline constexpr Key key_file{"key_file"};
inline constexpr Key label{"label"};
inline constexpr Key largest_request{"largest_request"};
inline constexpr Key most_bindings{"most_bindings"};
inline constexpr Key options{"options"};
inline constexpr Key outports{"outports"};
inline constexpr Key params{"params"};
inline constexpr Key participants{"participants"};
inline constexpr Key password_file{"password_file"};
inline constexpr Key pattern{"pattern"};
inline constexpr Key payload{"payload"};
inline constexpr Key port{"port"};
inline constexpr Key qos{"qos"};
inline constexpr Key queue{"queue"};
inline constexpr Key requests{"requests"};
inline constexpr Key retain{"retain"};
inline constexpr Key role{"role"};
inline constexpr Key router{"router"};
inline constexpr Key schema{"schema"};
inline constexpr Key session_expiry{"session_expiry"};
inline constexpr Key topic{"topic"};
inline constexpr Key type{"type"};
inline constexpr Key url{"url"};
inline constexpr Key use{"use"};
inline constexpr Key username{"username"};
inline constexpr Key with{"with"};

}  // namespace keys

}  // namespace mfp::declaration
