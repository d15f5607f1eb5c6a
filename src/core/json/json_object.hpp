#pragma once

#include <string>
#include <string_view>

namespace mfp::core {

/// Writes a JSON object to the end of a text, member after member, until `end`.
class JsonObject {
 public:
  /// `out` must outlive it.
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }

  /// A member that is a text.
  void add(std::string_view key, std::string_view text);
  /// A member whose value is JSON already.
  void add_json(std::string_view key, std::string_view json);
  /// A member whose value is appended to the same text next.
  void begin(std::string_view key);
  void end() { out_ += '}'; }

 private:
  std::string& out_;
};

}  // namespace mfp::core
