#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/configuration.hpp"
#include "core/model/participant.hpp"

namespace mfp::bridge {

/// The log's lines after a connect, in the order of a person's questions: connected to whom, who is announced, what
/// flows. The broker tells its name a moment later, so the others wait for it.
class ConnectLog {
 public:
  /// A new connection, with nothing said.
  void begin() { said_ = false; }
  [[nodiscard]] bool said() const { return said_; }
  /// `broker` is its URL, `version` what the broker says of itself on `$SYS/broker/version`, or empty.
  void say(const std::string& broker, std::string_view version);
  /// A line that comes behind the connect log. An empty one is left out.
  void tell(std::string line);
  /// That this one of the participants is announced. A large set is told in one line, with its last one.
  void tell_announced(const core::Participant& participant, const core::Configuration& configuration, bool relays);

 private:
  bool said_ = false;
  std::vector<std::string> untold_;
};

}  // namespace mfp::bridge
