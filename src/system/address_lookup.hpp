#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/text/result.hpp"
#include "system/event_loop.hpp"

namespace mfp::system {

/// Numeric, in the system's order of preference.
using Addresses = std::vector<std::string>;
using Resolver = std::function<core::Result<Addresses>(const std::string& host)>;

/// The addresses of a host, at least one. Blocks while the name is looked up, and nothing can interrupt that.
[[nodiscard]] core::Result<Addresses> addresses_of(const std::string& host);

/// Looks up a host's addresses beside the event loop, on a thread that nobody waits for: it may outlive the lookup, and
/// the process ends without it.
class AddressLookup {
 public:
  using Done = std::function<void(core::Result<Addresses> found)>;

  /// `loop` must outlive the lookup. `resolver` runs on the other thread, and is not called for a numeric address.
  AddressLookup(EventLoop& loop, std::string host, Resolver resolver);
  AddressLookup(const AddressLookup&) = delete;
  AddressLookup& operator=(const AddressLookup&) = delete;
  ~AddressLookup();

  /// Calls `done` once: at once, from within, for a numeric address, and where the answer came after it was forgotten
  /// the last time. Not to be called while one is under way.
  void begin(Done done);
  /// `done` is not called any more.
  void forget() { done_ = nullptr; }
  [[nodiscard]] bool under_way() const { return done_ != nullptr; }

 private:
  struct Task;
  void start();
  void fail(const std::string& reason);
  void answered();

  EventLoop& loop_;
  std::string host_;
  Resolver resolver_;
  Done done_;
  /// Goes on when it is forgotten: its answer is as good for the next who asks, and a lookup has one thread at most,
  /// however silent name servers are.
  std::shared_ptr<Task> task_;
  /// Found when nobody waited any more. A name that takes longer than anybody waits would never be known else.
  Addresses late_;
  std::unique_ptr<EventLoop::Watch> watch_;
};

}  // namespace mfp::system
