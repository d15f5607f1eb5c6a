#pragma once

#include <set>
#include <string>

#include "core/route_table.hpp"

namespace mfp::bridge {

/// Which filters the broker's session of ours may hold. MQTT cannot ask the broker, and a filter that is no longer
/// declared would send us its messages for ever; so they are kept in a small file, one on a line.
class SessionMemory {
 public:
  /// An empty `file` remembers nothing.
  explicit SessionMemory(std::string file);

  /// The remembered filters that `table` does not have.
  [[nodiscard]] std::set<std::string> obsolete(const core::RouteTable& table) const;

  /// Before subscribing: remembers the table's filters beside those already there, so that none is forgotten
  /// whenever the program dies. Writes only when something is new.
  [[nodiscard]] core::Result<void> add(const core::RouteTable& table);
  /// When the broker has let go of all others: remembers only the table's.
  [[nodiscard]] core::Result<void> keep_only(const core::RouteTable& table);

 private:
  core::Result<void> store(std::set<std::string> filters);

  std::string file_;
  std::set<std::string> filters_;
};

}  // namespace mfp::bridge
