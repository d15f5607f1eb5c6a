#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "bridge/edges/bindings_file.hpp"
#include "bridge/edges/edge_log.hpp"
#include "bridge/edges/initial_packets.hpp"
#include "bridge/edges/strangers.hpp"
#include "bridge/link/connection.hpp"
#include "bridge/link/run_end.hpp"
#include "bridge/relay/subscriptions.hpp"
#include "core/model/configuration.hpp"
#include "core/routing/edge_table.hpp"
#include "system/warnings.hpp"

namespace mfp::bridge {

/// The graph's edges while the program runs: carries out what files and requests want, keeps what was bound, and
/// follows who else is announced.
class LiveEdges {
 public:
  /// All must outlive it. `state_folder` is where bindings are kept.
  LiveEdges(system::EventLoop& loop, Connection& publisher, Subscriptions& subscriptions, system::Warnings& warnings,
            system::Worker& worker, std::string state_folder);
  LiveEdges(const LiveEdges&) = delete;
  LiveEdges& operator=(const LiveEdges&) = delete;
  /// What is not yet kept is handed to the worker.
  ~LiveEdges() { file_.finish(); }

  /// Takes up the bindings that were kept. Gives why the run cannot begin: another process
  /// serves the same router, or they cannot be read.
  [[nodiscard]] RunEnd open(const core::RouterSettings& router);

  /// What is wanted from now on; `configuration` must live until the next one.
  void configure(const core::Configuration& configuration);

  /// A change is in effect when the broker has answered, and kept when the file says so.
  struct Receipt {
    std::uint64_t change = 0;
    std::uint64_t save = 0;
  };
  core::Result<Receipt> bind(const core::Binding& binding);
  core::Result<Receipt> unbind(const core::Binding& binding);
  [[nodiscard]] bool done(const Receipt& receipt) const {
    return receipt.change <= subscriptions_.effective_change() && receipt.save <= file_.saved();
  }
  /// What the broker refused of it; empty when all is well.
  [[nodiscard]] std::string refusal(const Receipt& receipt) const { return subscriptions_.refusal(receipt.change); }
  [[nodiscard]] const std::string& save_problem() const { return file_.problem(); }

  /// The publisher has connected: listens to announcements, where edges or requests need them.
  void publisher_connected();
  void publisher_gone();
  /// A message on the discovery topic.
  void on_announcement(const core::Message& message);
  void on_delivered(std::uint16_t packet_id, std::uint8_t reason_code) {
    packets_.on_delivered(packet_id, reason_code);
  }
  /// After each batch of packets.
  void settle() { packets_.send(*edge_table_); }
  /// Called when a binding was saved outside of a batch.
  void on_saved(std::function<void()> callback) { saved_ = std::move(callback); }

  [[nodiscard]] const core::EdgeTable& edge_table() const { return *edge_table_; }
  [[nodiscard]] const core::Directory& directory() const { return strangers_.directory(); }
  [[nodiscard]] std::string summary() const { return edge_summary(*edge_table_); }

 private:
  std::uint64_t apply_change();
  std::uint64_t save();
  void say_warnings();
  void participant_changed(const std::string& role);

  Connection& publisher_;
  Subscriptions& subscriptions_;
  system::Warnings& warnings_;
  std::string state_folder_;
  BindingsFile file_;
  InitialPackets packets_;
  Strangers strangers_;
  const core::Configuration* configuration_ = nullptr;
  std::unique_ptr<core::EdgeTable> edge_table_;
  EdgeLog edge_log_;
  std::function<void()> saved_;
};

}  // namespace mfp::bridge
