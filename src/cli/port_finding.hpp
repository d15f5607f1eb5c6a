#pragma once

#include <functional>
#include <vector>

#include "cli/census.hpp"
#include "cli/options.hpp"
#include "cli/port_words.hpp"

namespace mfp::cli {

/// Finds the ports that a person names in the running system: in the devices files first, then among those who take
/// part.
class PortFinding {
 public:
  /// In the order of the wishes. The ports live as long as this object.
  using Done = std::function<void(const std::vector<FoundPort>& ports)>;

  PortFinding(LiveSystem& system, const Options& options, std::vector<PortWish> wishes, Census::NoRouter no_router);

  /// Calls `done` when all are found; else shows what is wrong and ends the visit.
  void find(Done done);
  /// To be called with all messages of the system.
  void hear(const core::Message& message) { census_.hear(message); }

  [[nodiscard]] const LiveParticipants& participants() const { return census_.participants(); }

 private:
  /// All are known, or one of them never will be.
  bool settled() const;
  void tell(const Done& done);

  LiveSystem& system_;
  std::vector<PortWish> wishes_;
  Census census_;
};

}  // namespace mfp::cli
