#pragma once

#include <memory>
#include <set>
#include <string>

#include "core/msgflo/known_ports.hpp"
#include "core/routing/route_table.hpp"
#include "system/event_loop.hpp"
#include "system/warnings.hpp"
#include "system/worker.hpp"

namespace mfp::bridge {

/// What the next start has to know of the broker's session of ours. Written in the background.
///
/// Which filters it may hold: MQTT cannot ask the broker, and a filter that is no longer declared would send us its
/// messages for ever; so they are kept in a small file, one on a line. And beside it the queues that edges to others
/// led to, as messages may wait in the session for edges whose participants are heard again only later.
class SessionMemory {
 public:
  /// An empty `file` remembers nothing.
  SessionMemory(std::string file, system::EventLoop& loop, system::Worker& worker, system::Warnings& warnings);

  /// The remembered filters that `table` does not have.
  [[nodiscard]] std::set<std::string> obsolete(const core::RouteTable& table) const;

  /// Before subscribing: remembers the table's filters beside those already there, so that none is forgotten
  /// whenever the program dies. Writes only when something is new.
  void add(const core::RouteTable& table);
  /// When the broker has let go of all others: remembers only the table's.
  void keep_only(const core::RouteTable& table);
  /// The same a moment later, since more changes may follow. `table` must outlive this.
  void keep_only_soon(const core::RouteTable& table);
  /// The connection ends: what was to be kept soon is kept now.
  void keep_now(const core::RouteTable& table);
  /// The session ends.
  void forget();

  [[nodiscard]] const core::KnownPorts& ports() const { return ports_; }
  void keep_ports(const core::KnownPorts& ports);

 private:
  [[nodiscard]] std::string ports_file() const { return file_ + ".ports"; }
  void store(std::set<std::string> filters);
  void write(const std::string& file, std::string content);

  system::EventLoop& loop_;
  std::string file_;
  system::Worker& worker_;
  system::Warnings& warnings_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  bool waiting_ = false;
  std::set<std::string> filters_;
  core::KnownPorts ports_;
};

}  // namespace mfp::bridge
