#pragma once

#include <functional>
#include <vector>

#include "client/participant_list.hpp"
#include "client/port_query.hpp"

namespace mfp::client {

/// Finds the ports that a person names in the running system: in the devices files first, then among those who take
/// part.
class PortLookup {
 public:
  /// In the order of the queries. The ports live as long as this object.
  using Done = std::function<void(const std::vector<FoundPort>& ports)>;

  PortLookup(LiveSystem& system, std::vector<PortQuery> queries, ParticipantList::Listening listening);

  /// Calls `done` when all are found; else shows what is wrong and ends the visit.
  void find(Done done);
  /// To be called with all messages of the system.
  void hear(const core::Message& message) { participant_list_.hear(message); }

  [[nodiscard]] const LiveParticipants& participants() const { return participant_list_.participants(); }

 private:
  /// All are known, or one of them never will be.
  bool settled() const;
  void tell(const Done& done);

  LiveSystem& system_;
  std::vector<PortQuery> queries_;
  ParticipantList participant_list_;
};

}  // namespace mfp::client
