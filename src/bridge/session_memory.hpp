#pragma once

#include <memory>
#include <set>
#include <string>

#include "bridge/warnings.hpp"
#include "core/route_table.hpp"
#include "system/event_loop.hpp"
#include "system/worker.hpp"

namespace mfp::bridge {

/// Which filters the broker's session of ours may hold. MQTT cannot ask the broker, and a filter that is no longer
/// declared would send us its messages for ever; so they are kept in a small file, one on a line.
class SessionMemory {
 public:
  /// An empty `file` remembers nothing.
  SessionMemory(std::string file, system::EventLoop& loop, system::Worker& worker, Warnings& warnings);

  /// The remembered filters that `table` does not have.
  [[nodiscard]] std::set<std::string> obsolete(const core::RouteTable& table) const;

  /// Before subscribing: remembers the table's filters beside those already there, so that none is forgotten
  /// whenever the program dies. Writes only when something is new.
  void add(const core::RouteTable& table);
  /// When the broker has let go of all others: remembers only the table's.
  void keep_only(const core::RouteTable& table);
  /// Routes change while the program runs: writes the table's filters in the background, a moment later, since more
  /// changes may follow. `table` must outlive this.
  void keep_only_soon(const core::RouteTable& table);
  /// The connection is lost: what changes from now on is not known to the broker.
  void pause();

 private:
  void store(std::set<std::string> filters);
  void store_in_background(std::set<std::string> filters);

  std::string file_;
  system::Worker& worker_;
  Warnings& warnings_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  bool waiting_ = false;
  std::set<std::string> filters_;
};

}  // namespace mfp::bridge
